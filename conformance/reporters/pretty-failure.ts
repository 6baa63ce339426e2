import { relativeTo } from '../harness/index.ts'
import type { CheckResult, Clause } from '../../spec/index.ts'
import { happened, howOften } from './failures.ts'
import { labelled, paragraph } from './layout.ts'
import type { Paint } from './paint.ts'
import { traceLines } from './pretty-trace.ts'
import type { ReportContext } from './reporter.ts'
import { firstSentence } from './words.ts'

/** So many other situations in which the same clause failed are named. */
const namedSituations = 4

/** Everything an author needs to find one fault: all the failing checks of one clause. */
export function failureBlock(
  clause: Clause,
  failures: readonly CheckResult[],
  context: ReportContext,
  paint: Paint,
): string[] {
  const [first] = failures
  if (first === undefined) return []
  const { width } = context
  const label = (name: string, text: string | undefined): string[] =>
    text === undefined || text === '' ? [] : labelled(name, text, { indent: 2, width, paint })
  const lines = [
    `${paint(clause.level === 'MUST' ? ['red', 'bold'] : ['yellow', 'bold'], `✗ ${clause.id}`)}  ${paint('dim', headNote(clause, first))}`,
    ...paragraph(withoutMarkup(clause.text), 2, width),
    '',
    ...label('checked', first.situation),
    ...label('due', first.expected),
    ...label('happened', happened(first)),
    ...label('how often', howOften(first)),
    ...traceBlock(first, context, paint),
    ...label(
      'look at',
      [first.at && relativeTo(context.folder, first.at), first.hint].filter(Boolean).join('\n'),
    ),
    ...label('because', withoutMarkup(firstSentence(clause.intent))),
    ...label('also in', others(failures)),
  ]
  // Not broken into lines: it is there to be copied.
  if (first.rerun !== undefined)
    lines.push(`  ${paint('dim', 'again'.padEnd(10))}${paint('cyan', first.rerun)}`)
  return lines
}

function headNote(clause: Clause, row: CheckResult): string {
  return row.status === 'fail' ? clause.level : `${clause.level} · ${row.status}`
}

function traceBlock(row: CheckResult, { width }: ReportContext, paint: Paint): string[] {
  const lines = traceLines(row, paint, width - 12)
  const label = (index: number): string => paint('dim', (index === 0 ? 'trace' : '').padEnd(10))
  return lines.map((line, index) => `  ${label(index)}${line}`)
}

function others(failures: readonly CheckResult[]): string | undefined {
  const names = failures.slice(1).map((row) => row.situation)
  const more = names.length - namedSituations
  const shown = names.slice(0, namedSituations).join('\n')
  return more > 0 ? `${shown}\nand ${String(more)} more` : shown
}

/** A terminal shows code without its Markdown. */
export function withoutMarkup(text: string): string {
  return text.replaceAll(/`([^`]*)`/g, '$1').replaceAll(/\s*\n\s*/g, ' ')
}
