import type { Report } from '../../spec/index.ts'

/** Control characters of a terminal, and those that change the direction of a text. Tab and line feed are kept. */
const controls =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** Two colons that may begin a command. An address such as `::1` or `::ffff:10.0.0.1` is kept: no runner has a command of hexadecimal digits. */
const colons = /(^|\s)::(?![\da-f]{1,4}(?![\w-]|::))/g

/**
 * The text of a candidate, as it may be printed anywhere. Control characters become U+FFFD. Nothing at the start of a line, or of a
 * word that may begin one when it is broken, is a command to a runner of GitHub's: `::error` or `##[group]`.
 */
export function plainText(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(controls, '\ufffd')
    .replaceAll(colons, '$1: :')
    .replaceAll('##[', '## [')
}

/** The report with all of its text plain. For everything that shows a report, and for nothing that computes its hash. */
export function plainReport(report: Report): Report {
  return plain(report) as Report
}

/** The value with every text in it plain. */
export function plain(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [plainText(key), plain(part)]))
}

/** JSON that means the same, without a control character or a command in it. */
export function plainJson(json: string): string {
  const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return json
    .replaceAll(/[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, escaped)
    .replaceAll('##[', '\\u0023#[')
}
