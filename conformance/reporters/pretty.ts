import type { Report } from '../../spec/index.ts'
import {
  blockedBy,
  consequencesOf,
  declaredDeviations,
  failuresOf,
  type Failure,
} from '../report/failures.ts'
import { missingWords } from '../report/missing.ts'
import { readable } from '../report/readable.ts'
import { labelled, paragraph } from './layout.ts'
import { verdictOf } from '../report/verdict.ts'
import { count } from '../report/words.ts'
import { painter, type Paint } from './paint.ts'
import { failureBlock } from './pretty-failure.ts'
import { areaTable, closing } from './pretty-summary.ts'
import type { ReportContext } from './reporter.ts'

/** For a terminal: the root causes first, then what follows from them, then everything else in a few lines. */
export function pretty(given: Report, context: ReportContext): string {
  const { report, specification } = readable(given, context.specification)
  const paint = painter(context.color)
  const failures = failuresOf(report, specification)
  const roots = failures.filter(({ clause }) => clause.level === 'MUST')
  const sections = [
    candidateLines(report, context, paint),
    missingLines(report, context, paint),
    areaTable(report, paint, context.width),
    ...roots.map(({ clause, rows }) => failureBlock(clause, rows, context, paint)),
    section('Consequences of these:', paint, byRootLines(consequencesOf(report), 'of', paint)),
    section('Not judged, because of these:', paint, byRootLines(blockedBy(report), 'by', paint)),
    inconclusiveLines(report, context, paint),
    ...shouldBlocks(failures, context, paint),
    deviationLines(report, context, paint),
    section(
      'Findings:',
      paint,
      report.findings.flatMap((text) => bullet(text, context)),
    ),
    closing(report, context.conclusion ?? verdictOf(report, roots.length), context.width, paint),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.trimEnd()).join('\n'))
    .join('\n\n')}\n`
}

function candidateLines({ candidate, suite }: Report, { width }: ReportContext, paint: Paint): string[] {
  const name = candidate.version === null ? candidate.name : `${candidate.name} ${candidate.version}`
  const claims = `${candidate.profiles.join(', ')} · contract ${suite.spec}`
  if (name.length + 3 + claims.length > width)
    return [paint('bold', name), ...paragraph(claims, 2, width).map((line) => paint('dim', line))]
  return [`${paint('bold', name)}${paint('dim', ` · ${claims}`)}`]
}

/** What is not implemented comes first: it explains more than anything that was observed. */
function missingLines(report: Report, { width }: ReportContext, paint: Paint): string[] {
  const words = missingWords(report)
  if (words === null) return []
  const column = Math.max(...words.needed.map(([method]) => method.length)) + 2
  return section(`${words.title}:`, paint, [
    ...words.needed.map(([method, said]) => `  ${paint('red', method.padEnd(column))}${paint('dim', said)}`),
    ...(words.others === '' ? [] : paragraph(words.others, 2, width).map((line) => paint('dim', line))),
  ])
}

function section(title: string, paint: Paint, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [paint('bold', title), ...lines]
}

/** One line for each root: how many clauses are not kept, or not tried, because of it. */
function byRootLines(
  roots: ReadonlyMap<string, ReadonlyMap<string, unknown>>,
  word: 'of' | 'by',
  paint: Paint,
): string[] {
  return [...roots].map(
    ([root, clauses]) => `  ${count(clauses.size, 'clause').padEnd(12)} ${paint('dim', word)} ${root}`,
  )
}

function inconclusiveLines({ results }: Report, { width }: ReportContext, paint: Paint): string[] {
  const rows = results.filter((row) => row.status === 'inconclusive')
  const lines = rows.flatMap((row) => [
    `  ${row.clause}  ${paint('dim', row.level)}`,
    ...paragraph(row.message ?? '', 4, width),
  ])
  return section('Inconclusive:', paint, lines)
}

function shouldBlocks(failures: readonly Failure[], context: ReportContext, paint: Paint): string[][] {
  const blocks = failures
    .filter(({ clause }) => clause.level !== 'MUST')
    .map(({ clause, rows }) => failureBlock(clause, rows, context, paint))
  return blocks.length === 0 ? [] : [[paint('bold', 'Recommended (SHOULD or MAY), and not kept:')], ...blocks]
}

function deviationLines(report: Report, { width }: ReportContext, paint: Paint): string[] {
  const lines = declaredDeviations(report).flatMap(({ clause, level, deviation }) => [
    `  ${paint('yellow', clause)}  ${paint('dim', level)}`,
    ...labelled('reason', deviation?.reason ?? '', { indent: 4, width, paint }),
    ...(deviation?.issue ? labelled('issue', deviation.issue, { indent: 4, width, paint }) : []),
  ])
  return section('Declared deviations:', paint, lines)
}

function bullet(text: string, { width }: ReportContext): string[] {
  return paragraph(text, 4, width).map((line, index) => (index === 0 ? `  · ${line.trimStart()}` : line))
}
