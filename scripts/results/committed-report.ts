import type { CheckResult, Report } from '../../spec/index.ts'

/**
 * What is committed of the report of a real loop: the verdict and the counts, which clauses the loop keeps, what follows from
 * what, and every other row that does not pass. `loops/result.schema.json` describes the same for the file.
 */
export interface CommittedReport extends Omit<Report, 'durationMs' | 'partial' | 'integrity' | 'results'> {
  /** What pip had installed, such as `uvloop==0.23.0`. Absent for a loop of the standard library. */
  readonly packages?: readonly string[]
  /** By area, the clauses that the loop keeps, without the name of the area: at least one check passed, and none failed. */
  readonly kept: Readonly<Record<string, readonly string[]>>
  /** By the clause that fails, the clauses that have a check that is blocked by it. */
  readonly blocked: Readonly<Record<string, readonly string[]>>
  /** By the clause that fails, the clauses that are not kept because of it. Their rows say nothing more about the loop. */
  readonly consequences: Readonly<Record<string, readonly string[]>>
  readonly results: readonly CommittedRow[]
}

export type CommittedRow = Omit<CheckResult, 'durationMs'>

/**
 * How a loop stands to a clause: `lapsed` is a SHOULD that fails, `consequence` is not kept because of another clause, `blocked` is
 * not tried because of another clause.
 */
export type Standing = 'kept' | 'broken' | 'lapsed' | 'consequence' | 'blocked' | 'not asked'

/** Reduces a report to what is committed of it. */
export function reduceReport(report: Report): CommittedReport {
  const { suite, candidate, environment, dialect, seed, verdict, summary, missing, findings, results } =
    report
  const kept: Record<string, string[]> = {}
  const blocked: Record<string, string[]> = {}
  const consequences: Record<string, string[]> = {}
  for (const [clause, rows] of byClause(results)) {
    const statuses = rows.map(({ status }) => status)
    if (statuses.includes('pass') && statuses.every((status) => status === 'pass' || status === 'skip'))
      (kept[areaOf(clause)] ??= []).push(nameOf(clause))
    for (const by of new Set(rows.map(({ blockedBy }) => blockedBy)))
      if (by !== undefined) (blocked[by] ??= []).push(clause)
    for (const cause of new Set(rows.map(({ consequenceOf }) => consequenceOf)))
      if (cause !== undefined) (consequences[cause] ??= []).push(clause)
  }
  const rest = results.filter(({ status }) => !['pass', 'skip', 'blocked', 'consequence'].includes(status))
  const rows = rest.map(({ durationMs: _measured, ...row }) => row)
  const words = dialect === undefined ? {} : { dialect }
  return {
    suite,
    candidate,
    environment,
    ...words,
    seed,
    verdict,
    summary,
    ...(missing === undefined ? {} : { missing }),
    findings,
    kept,
    blocked,
    consequences,
    results: rows,
  }
}

/** The clauses that fail, each once. A deviation that the candidate declares is not a failure. */
export function failingClauses({ results }: Pick<CommittedReport, 'results'>): readonly string[] {
  const failing = results.filter(({ status }) => ['fail', 'hang', 'crash', 'inconclusive'].includes(status))
  return [...new Set(failing.map(({ clause }) => clause))]
}

const notKept = ['fail', 'hang', 'crash', 'inconclusive', 'deviation']

/** How the loop stands to every clause that the report says something of; the others are `not asked`. */
export function standingsOf({
  kept,
  blocked,
  consequences,
  results,
}: CommittedReport): ReadonlyMap<string, Standing> {
  const standings = new Map<string, Standing>()
  for (const [area, names] of Object.entries(kept))
    for (const name of names) standings.set(`${area}.${name}`, 'kept')
  for (const clause of Object.values(blocked).flat()) standings.set(clause, 'blocked')
  for (const clause of Object.values(consequences).flat()) standings.set(clause, 'consequence')
  for (const { clause, status, level } of results) {
    if (!notKept.includes(status) || standings.get(clause) === 'broken') continue
    standings.set(clause, level === 'MUST' ? 'broken' : 'lapsed')
  }
  return standings
}

/** The file: one line for each area, each cause and each row, so that a change of one is a change of a line. */
export function printCommittedReport(report: CommittedReport): string {
  const { kept, blocked, consequences, results, ...head } = report
  const lists = {
    kept: printRecord(kept),
    blocked: printRecord(blocked),
    consequences: printRecord(consequences),
    results: printRows(results),
  }
  const text = JSON.stringify({ ...head, kept: 0, blocked: 0, consequences: 0, results: 0 }, null, 2)
  const printed = text.replaceAll(
    /^ {2}"(kept|blocked|consequences|results)": 0/gm,
    (_field, name: keyof typeof lists) => `  "${name}": ${lists[name]}`,
  )
  return `${printed}\n`
}

function printRecord(record: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(record).map(([key, value]) => `    "${key}": ${JSON.stringify(value)}`)
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`
}

function printRows(rows: readonly unknown[]): string {
  return rows.length === 0 ? '[]' : `[\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`
}

function areaOf(clause: string): string {
  return clause.slice(0, clause.indexOf('.'))
}

function nameOf(clause: string): string {
  return clause.slice(clause.indexOf('.') + 1)
}

function byClause(results: readonly CheckResult[]): ReadonlyMap<string, readonly CheckResult[]> {
  const groups = new Map<string, CheckResult[]>()
  for (const row of results) groups.set(row.clause, [...(groups.get(row.clause) ?? []), row])
  return groups
}
