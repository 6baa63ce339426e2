import type { Paint } from './paint.ts'

/** Code in brackets that is longer than this may be broken. In characters. */
const longestUnbroken = 40

/**
 * Breaks a paragraph at spaces, but not inside the brackets of short code such as `ensureFuture(…, { loop })`. A word that is
 * too long gets a line of its own and is not broken: commands are copied.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of withCodeTogether(paragraph.split(/ +/))) {
      if (line !== '' && line.length + 1 + word.length > width) {
        lines.push(line)
        line = word
      } else line = line === '' ? word : `${line} ${word}`
    }
    lines.push(line)
  }
  return lines
}

/** The words, with those of one call or of one object literal joined. Brackets of prose, as in "(see below)", begin a word. */
function withCodeTogether(words: readonly string[]): string[] {
  const joined: string[] = []
  for (const word of words) {
    const last = joined.at(-1)
    const together = `${last ?? ''} ${word}`
    if (last !== undefined && opensCode(last) && together.length <= longestUnbroken)
      joined[joined.length - 1] = together
    else joined.push(word)
  }
  return joined
}

/** Whether a bracket of code is open at the end of the text: after a name, as in `run(main,`, or a brace. */
function opensCode(text: string): boolean {
  const isCode = /^[^\w{]?(\w[\w.]*\(|\{)/.test(text)
  const count = (brackets: RegExp): number => text.match(brackets)?.length ?? 0
  return isCode && count(/[({]/g) > count(/[)}]/g)
}

/** Indented, and broken to fit. */
export function paragraph(text: string, indent: number, width: number): string[] {
  return wrap(text, width - indent).map((line) => ' '.repeat(indent) + line)
}

/** A label in the margin and a text beside it. All lines of the text begin in the same column. */
export function labelled(
  label: string,
  text: string,
  { indent, width, paint }: { indent: number; width: number; paint: Paint },
): string[] {
  const margin = indent + labelWidth
  return wrap(text, width - margin).map(
    (line, index) => ' '.repeat(indent) + paint('dim', (index === 0 ? label : '').padEnd(labelWidth)) + line,
  )
}

/** The longest label has 9 characters. */
export const labelWidth = 11
