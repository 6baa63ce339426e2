import { build } from 'esbuild'

/** The largest bundle of what a program imports, minified, in bytes. Servers, datagrams and Unix sockets took it from 35,000 to this. */
export const bundleBudget = 55_000

/** What programs import from `loop-conformance/reference`; the last has no budget. */
export const bundledImports = {
  'a loop': ['BaseEventLoop'],
  'the virtual loop': ['VirtualEventLoop'],
  'a loop and its program': ['BaseEventLoop', 'createTask', 'gather', 'run', 'sleep'],
  everything: ['*'],
} as const satisfies Record<string, readonly string[]>

/** Bundles a module for the browser, minified and without what nobody uses. Packages resolve as for a module in this folder. */
export async function bundleForBrowser(source: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

/** How many bytes a browser loads for these exports of `loop-conformance/reference`. */
export async function bundledSize(names: readonly string[]): Promise<number> {
  const from = "from 'loop-conformance/reference'"
  const list = names.join(', ')
  const source = list === '*' ? `export * ${from}` : `export { ${list} } ${from}`
  return Buffer.byteLength(await bundleForBrowser(source))
}
