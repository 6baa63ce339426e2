import { shorten } from '../harness/index.ts'

/** In characters. A candidate may print more than anybody reads. */
const longest = 2000

/**
 * Any text as text in a line of Markdown: nothing in it becomes markup, a link, a mention or a new line. Marks that mean
 * something only at the start of a line are left alone, because the line always starts with text of the report.
 */
export function escapeMarkdown(value: string): string {
  return printable(value)
    .trim()
    .replaceAll(/[\\`*_[\]<>&|~#@:$]/g, '\\$&')
    .replaceAll(/www\./gi, (found) => found.replace('.', '\\.'))
    .replaceAll('\n', '<br>')
}

/** Any text as code in a line. The fence is longer than any in the text. */
export function code(value: string): string {
  const line = printable(value).replaceAll('\n', ' ')
  const fence = '`'.repeat(longestRun(line, 1) + 1)
  return fence === '`' ? `\`${line}\`` : `${fence} ${line} ${fence}`
}

/** Any text as a block of code. Empty for empty text. */
export function fenced(value: string): string {
  if (value === '') return ''
  const fence = '`'.repeat(Math.max(3, longestRun(value, 3) + 1))
  return `${fence}text\n${printable(value)}\n${fence}`
}

/** The length of the longest run of backticks, or 0 if it is shorter than `least`. */
function longestRun(value: string, least: number): number {
  const runs = value.match(/`+/g)?.map((run) => run.length) ?? []
  const longestOfAll = Math.max(0, ...runs)
  return longestOfAll >= least ? longestOfAll : 0
}

/** Shortened, with `\n` as the only line end, and without control characters. */
function printable(value: string): string {
  return shorten(value, longest)
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd')
}
