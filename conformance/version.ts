/** Of the package, as its `package.json` says; a test holds the two together. */
export const suiteVersion = '0.1.0'
