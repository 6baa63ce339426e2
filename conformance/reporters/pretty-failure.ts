import type { CheckResult, Clause } from '../../spec/index.ts'
import { inOrder, labelsOf } from '../report/labels.ts'
import { labelled, labelWidth, paragraph } from './layout.ts'
import type { Paint, Style } from './paint.ts'
import { traceLines } from './pretty-trace.ts'
import type { ReportContext } from './reporter.ts'
import { firstSentence } from '../report/words.ts'

/** At most this many other situations in which the clause failed are listed. */
const namedSituations = 4
/** How many lines of a program are shown. */
const shownStatements = 16

/** One clause that is not kept, with the evidence of its first failed check. */
export function failureBlock(
  clause: Clause,
  failures: readonly CheckResult[],
  context: ReportContext,
  paint: Paint,
): string[] {
  const [first] = failures
  if (first === undefined) return []
  const { width } = context
  const texts = inOrder({
    ...labelsOf(first, context.folder),
    // These lines are drawn below.
    ...(first.program === undefined ? {} : { program: ' ' }),
    trace: ' ',
    why: withoutMarkup(firstSentence(clause.intent)),
    'also in': others(failures),
  })
  const style: Style = clause.level === 'MUST' ? ['red', 'bold'] : ['yellow', 'bold']
  return [
    `${paint(style, `✗ ${clause.id}`)}  ${paint('dim', headNote(clause, first))}`,
    ...paragraph(withoutMarkup(clause.text), 2, width),
    '',
    ...texts.flatMap(([label, text]) => {
      if (label === 'trace')
        return block(label, traceLines(first, paint, context.width - 2 - labelWidth), paint)
      if (label === 'program' && first.program !== undefined)
        return block(label, programLines(first, paint), paint)
      // A command and a location are not broken into lines, so that they can be copied.
      if (label === 'rerun') return [`  ${paint('dim', label.padEnd(labelWidth))}${paint('cyan', text)}`]
      if (label === 'location') return [`  ${paint('dim', label.padEnd(labelWidth))}${text}`]
      return labelled(label, text, { indent: 2, width, paint })
    }),
  ]
}

function headNote(clause: Clause, row: CheckResult): string {
  return row.status === 'fail' ? clause.level : `${clause.level} · ${row.status}`
}

function block(label: string, lines: readonly string[], paint: Paint): string[] {
  return lines.map((line, index) => `  ${paint('dim', (index === 0 ? label : '').padEnd(labelWidth))}${line}`)
}

/** The first statements of a program, and where the rest is. */
function programLines({ program }: CheckResult, paint: Paint): string[] {
  const lines = program?.statements.split('\n') ?? []
  const more = lines.length - shownStatements
  return [
    ...lines.slice(0, shownStatements),
    paint(
      'dim',
      `${more > 0 ? `and ${String(more)} more lines. ` : ''}--reporter html and json have all of it, to be run.`,
    ),
  ]
}

function others(failures: readonly CheckResult[]): string | undefined {
  const names = failures.slice(1).map((row) => row.situation)
  const more = names.length - namedSituations
  const shown = names.slice(0, namedSituations).join('\n')
  return more > 0 ? `${shown}\nand ${String(more)} more` : shown
}

/** The text without the backticks of Markdown, on one line. */
export function withoutMarkup(text: string): string {
  return text.replaceAll(/`([^`]*)`/g, '$1').replaceAll(/\s*\n\s*/g, ' ')
}
