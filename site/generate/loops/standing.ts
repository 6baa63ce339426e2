import { committedResults, type CommittedResult } from '../../../scripts/results/committed-results.ts'
import type { CheckResult, Status } from '../../../spec/index.ts'

const isVariant = ({ loop }: CommittedResult): number => Number(loop.startsWith('asyncio-'))

/** asyncio first, then the others, then the variants of asyncio. */
export const results: readonly CommittedResult[] = [...committedResults()].sort(
  (a, b) => isVariant(a) - isVariant(b),
)

/** How a loop stands to a clause: `lapsed` from a SHOULD, which a loop may with reason, or `blocked` by another clause. */
export type Standing = 'kept' | 'broken' | 'lapsed' | 'blocked' | 'not asked'

const notKept: readonly Status[] = ['fail', 'hang', 'crash', 'inconclusive', 'deviation']

export function standingOf(rows: readonly CheckResult[]): Standing {
  const statuses = rows.map(({ status }) => status)
  const failing = rows.filter(({ status }) => notKept.includes(status))
  if (failing.length > 0) return failing.some(({ level }) => level === 'MUST') ? 'broken' : 'lapsed'
  if (statuses.includes('blocked')) return 'blocked'
  return statuses.includes('pass') ? 'kept' : 'not asked'
}

/** The standing of each judged version of each loop to a clause. */
export function standings(clause: string): readonly (readonly [CommittedResult, Standing])[] {
  return results.map((result) => [result, standingOf(rowsOf(result, clause))])
}

const byClause = new WeakMap<CommittedResult, Map<string, CheckResult[]>>()

export function rowsOf(result: CommittedResult, clause: string): readonly CheckResult[] {
  return groupedRows(result).get(clause) ?? []
}

/** The rows of a report by their clauses, in the order of the report. */
export function groupedRows(result: CommittedResult): ReadonlyMap<string, readonly CheckResult[]> {
  let groups = byClause.get(result)
  if (groups === undefined) {
    groups = new Map()
    for (const row of result.report.results) groups.set(row.clause, [...(groups.get(row.clause) ?? []), row])
    byClause.set(result, groups)
  }
  return groups
}

/** The page of a report on the site. */
export function reportPath({ loop, version }: Pick<CommittedResult, 'loop' | 'version'>): string {
  return `/loops/${loop}/${version}/`
}
