import type { Paint } from './paint.ts'

/** Breaks a paragraph at spaces. A word that is too long stands on a line of its own: commands are copied. */
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

/** A label in the margin and a text beside it, all lines of which begin in the same column. */
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

const labelWidth = 10

/** "1 check", "2 checks". */
export function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`
}

/** Milliseconds as a reader would say them. */
export function duration(ms: number): string {
  return ms < 1000 ? `${String(Math.round(ms))} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`
}

/** The first sentence of a paragraph of prose. */
export function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text
}
