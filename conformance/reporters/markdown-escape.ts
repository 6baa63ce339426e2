/** What a candidate says may be as long as it likes; a page is read by people. */
const longest = 2000

/**
 * Text of anybody as text in a line of Markdown: nothing in it becomes markup, a link, a mention or a line of its own.
 * Marks that mean something only at the beginning of a line are left alone, for something of ours always stands before.
 */
export function escapeMarkdown(value: string): string {
  return plain(value)
    .trim()
    .replaceAll(/[\\`*_[\]<>&|~#@:$]/g, '\\$&')
    .replaceAll(/www\./gi, (found) => found.replace('.', '\\.'))
    .replaceAll('\n', '<br>')
}

/** Text of anybody as code in a line: the fence is longer than any in it. */
export function code(value: string): string {
  const line = plain(value).replaceAll('\n', ' ')
  const fence = '`'.repeat(longestRun(line, 1) + 1)
  return fence === '`' ? `\`${line}\`` : `${fence} ${line} ${fence}`
}

/** Text of anybody as a block of code; nothing for nothing. */
export function fenced(value: string): string {
  if (value === '') return ''
  const fence = '`'.repeat(Math.max(3, longestRun(value, 3) + 1))
  return `${fence}text\n${plain(value)}\n${fence}`
}

/** The length of the longest run of backticks, if there is one of at least so many. */
function longestRun(value: string, least: number): number {
  const runs = value.match(/`+/g)?.map((run) => run.length) ?? []
  const longestOfAll = Math.max(0, ...runs)
  return longestOfAll >= least ? longestOfAll : 0
}

/** Not too long, with line ends of one sort, and without control characters. */
function plain(value: string): string {
  const text = value.length > longest ? `${value.slice(0, longest)} …` : value
  return text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd')
}
