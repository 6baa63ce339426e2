import type { CheckResult, Clause, Report } from '../../spec/index.ts'
import { rootCauses } from '../harness/index.ts'
import { count, labelled, paragraph } from './layout.ts'
import { painter, type Paint } from './paint.ts'
import { failureBlock } from './pretty-failure.ts'
import { areaTable, closing } from './pretty-summary.ts'
import type { ReportContext } from './reporter.ts'

/** For people: the root causes first, then what follows from them, then everything else in few lines. */
export function pretty(report: Report, context: ReportContext): string {
  const paint = painter(context.color)
  const roots = rootCauses(report, context.specification)
  const failed = failuresByClause(report, context)
  const isRoot = ([clause]: [Clause, unknown]): boolean => roots.includes(clause.id)
  const musts = failed.filter(([clause]) => clause.level === 'MUST')
  const sections = [
    [candidateLine(report, paint)],
    areaTable(report, paint, context.width),
    ...musts.filter(isRoot).map(([clause, rows]) => failureBlock(clause, rows, context, paint)),
    section('Failed too, though what they require fails already:', paint, consequences(musts, isRoot)),
    blockedLines(report, paint),
    undecidedLines(report, context, paint),
    ...shouldBlocks(failed, context, paint),
    deviationLines(report, context, paint),
    section(
      'Noticed beside the checks:',
      paint,
      report.findings.flatMap((text) => bullet(text, context)),
    ),
    closing(report, musts.filter(isRoot).length, context.width, paint),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.trimEnd()).join('\n'))
    .join('\n\n')}\n`
}

function candidateLine({ candidate, suite }: Report, paint: Paint): string {
  const name = candidate.version === null ? candidate.name : `${candidate.name} ${candidate.version}`
  const claims = `${candidate.profiles.join(', ')} · contract ${suite.spec}`
  return `${paint('bold', name)}${paint('dim', ` · ${claims}`)}`
}

type Failed = [clause: Clause, rows: CheckResult[]]

function failuresByClause({ results }: Report, { specification }: ReportContext): Failed[] {
  return specification.clauses.flatMap((clause): Failed[] => {
    const rows = results.filter(
      (row) => row.clause === clause.id && ['fail', 'hang', 'crash'].includes(row.status),
    )
    return rows.length === 0 ? [] : [[clause, rows]]
  })
}

function consequences(failed: readonly Failed[], isRoot: (one: Failed) => boolean): string[] {
  return failed
    .filter((one) => !isRoot(one))
    .flatMap(([clause, [row]]) => [`  ${clause.id}`, ...(row?.message ? [`    ${row.message}`] : [])])
}

function section(title: string, paint: Paint, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [paint('bold', title), ...lines]
}

/** One line a root cause: how much waits for it. */
function blockedLines({ results }: Report, paint: Paint): string[] {
  const blockers = new Map(results.map((row) => [row.clause, row.blockedBy]))
  const waiting = new Map<string, Set<string>>()
  for (const row of results) {
    if (row.status !== 'blocked' || row.blockedBy === undefined) continue
    const root = rootOf(row.blockedBy, blockers)
    waiting.set(root, (waiting.get(root) ?? new Set()).add(row.clause))
  }
  const lines = [...waiting]
    .sort(([, a], [, b]) => b.size - a.size)
    .map(([id, clauses]) => `  ${count(clauses.size, 'clause').padEnd(12)} ${paint('dim', 'by')} ${id}`)
  return section('Blocked, and judged once these are repaired:', paint, lines)
}

/** What blocks may be blocked itself. */
function rootOf(id: string, blockers: ReadonlyMap<string, string | undefined>): string {
  const seen = new Set<string>()
  let root = id
  for (let next = blockers.get(root); next !== undefined && !seen.has(next); next = blockers.get(root)) {
    seen.add(next)
    root = next
  }
  return root
}

function undecidedLines({ results }: Report, { width }: ReportContext, paint: Paint): string[] {
  const rows = results.filter((row) => row.status === 'inconclusive')
  const lines = rows.flatMap((row) => [
    `  ${row.clause}  ${paint('dim', row.level)}`,
    ...paragraph(row.message ?? '', 4, width),
  ])
  return section('Undecided:', paint, lines)
}

function shouldBlocks(failed: readonly Failed[], context: ReportContext, paint: Paint): string[][] {
  const blocks = failed
    .filter(([clause]) => clause.level !== 'MUST')
    .map(([clause, rows]) => failureBlock(clause, rows, context, paint))
  return blocks.length === 0 ? [] : [[paint('bold', 'Recommended, and not done:')], ...blocks]
}

function deviationLines({ results }: Report, { width }: ReportContext, paint: Paint): string[] {
  const declared = new Map(
    results
      .filter((row) => row.status === 'deviation')
      .map((row) => [row.clause, { level: row.level, deviation: row.deviation }]),
  )
  const lines = [...declared].flatMap(([id, { level, deviation }]) => [
    `  ${paint('yellow', id)}  ${paint('dim', level)}`,
    ...labelled('because', deviation?.reason ?? '', { indent: 4, width, paint }),
    ...(deviation?.issue ? labelled('see', deviation.issue, { indent: 4, width, paint }) : []),
  ])
  return section('Deviations, as declared:', paint, lines)
}

function bullet(text: string, { width }: ReportContext): string[] {
  return paragraph(text, 4, width).map((line, index) => (index === 0 ? `  · ${line.trimStart()}` : line))
}
