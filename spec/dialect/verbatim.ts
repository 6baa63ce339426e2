/**
 * Marks for a text that is not the kit's own: a value, the message of an error, a name that an author has chosen. It is not translated.
 * The marks are two characters that Unicode leaves to private use. They are in no report: `inPython` takes them away.
 */
const [open, close] = ['\ue000', '\ue001']
const marks = /[\ue000\ue001]/g

/** The text, marked as not to be translated. */
export function verbatim(text: string): string {
  return `${open}${text.replace(marks, '')}${close}`
}

/** The text with `translate` applied to everything that is not marked, and without marks. */
export function outsideOfMarks(text: string, translate: (own: string) => string): string {
  return text
    .split(/(\ue000[^\ue000\ue001]*\ue001?)/)
    .map((part) => (part.startsWith(open) ? part : translate(part)))
    .join('')
    .replace(marks, '')
}

export function withoutMarks(text: string): string {
  return text.replace(marks, '')
}
