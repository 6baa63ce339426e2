import type { CheckResult, Report } from '../../spec/index.ts'
import { hasFailed } from '../harness/index.ts'

/**
 * Whether a loop keeps a clause, by all of its rows. `consequence`: it does not, because of another clause. `unknown`: it could not be judged. `unclaimed`: its profile is not claimed.
 * `inapplicable`: the clause is not for such a loop, such as one only for JavaScript and a loop in Python. `unrun`: left out
 * because of a filter or an interruption. `foreign`: the suite of that report has no such clause.
 */
export type StandingName =
  | 'kept'
  | 'broken'
  | 'consequence'
  | 'deviation'
  | 'unknown'
  | 'unclaimed'
  | 'inapplicable'
  | 'unrun'
  | 'foreign'
  | 'untestable'

export interface Standing {
  readonly name: StandingName
  /** The row that decides it, if there is one. */
  readonly row?: CheckResult
}

const worstFirst: readonly (readonly [StandingName, (row: CheckResult) => boolean])[] = [
  ['broken', hasFailed],
  ['consequence', ({ status }) => status === 'consequence'],
  ['deviation', ({ status }) => status === 'deviation'],
  ['unknown', ({ status }) => status === 'blocked' || status === 'inconclusive'],
  ['kept', ({ status }) => status === 'pass'],
  ['untestable', ({ status }) => status === 'untestable'],
]

/** The standings of a report by clause. */
export function standings(report: Report): Map<string, Standing> {
  const rows = new Map<string, CheckResult[]>()
  for (const row of report.results) rows.set(row.clause, [...(rows.get(row.clause) ?? []), row])
  return new Map([...rows].map(([clause, all]) => [clause, standingOf(all, report)]))
}

/** The standing of a clause that has no row in the report. */
export function withoutRow({ partial }: Report): Standing {
  return { name: partial ? 'unrun' : 'foreign' }
}

function standingOf(rows: readonly CheckResult[], { candidate }: Report): Standing {
  for (const [name, matches] of worstFirst) {
    const row = rows.find(matches)
    if (row !== undefined) return { name, row }
  }
  const [row] = rows
  const isClaimed = row !== undefined && candidate.profiles.includes(row.profile)
  return { name: isClaimed ? 'inapplicable' : 'unclaimed', ...(row === undefined ? {} : { row }) }
}
