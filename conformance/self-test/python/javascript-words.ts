/** Words of JavaScript in a text that is to be in the words of Python. */

const words = [
  // Names in camelCase. Not the id of a clause, not a part of a path.
  /(?<![\w/.#-])[a-z]+\d*[A-Z]\w*/,
  /(?<![\w.-])(?:null|undefined|NaN|Infinity|JavaScript|promises?|microtasks?|setImmediate)(?![\w-])/,
  /(?<!ordinary |[\w.-])generators?(?![\w-])/,
  /(?<!a |[\w.-])false(?![\w-])/,
  /(?<![\w.-])true(?! reason| after|[\w-])/,
  /\bmilliseconds?\b|\d ms\b/,
  /\.[cm]?[jt]s:\d/,
  /yield\*|=>|\bnew [A-Z]\w*\(|\.\.\.\w/,
  // The method of a coroutine, and what goes into a coroutine.
  /(?<![\w.`-])throws?(?![\w`(-]|[^.,:]*\b(?:into|away)\b)|\bthrew\b/,
]

/** Every such word, with a few characters around it. */
export function javascriptWordsIn(text: string): string[] {
  return words.flatMap((word) =>
    [...text.matchAll(new RegExp(word, 'g'))].map(({ index }) =>
      text.slice(Math.max(0, index - 40), index + 40).replaceAll(/\s+/g, ' '),
    ),
  )
}
