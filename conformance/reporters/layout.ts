import type { Paint } from './paint.ts'

/** Breaks a paragraph at spaces. A word that is too long gets a line of its own and is not broken: commands are copied. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(/ +/)) {
      if (line !== '' && line.length + 1 + word.length > width) {
        lines.push(line)
        line = word
      } else line = line === '' ? word : `${line} ${word}`
    }
    lines.push(line)
  }
  return lines
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
