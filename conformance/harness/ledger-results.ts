import type { Clause, CheckResult } from '../../spec/index.ts'
import { sentence } from './show.ts'
import { ledgerClauses, ledgerHints, type LedgerClause } from './ledger.ts'
import type { SettledCheck } from './settled-check.ts'

/** The situation of the rows of the ledger in a report. */
export const ledgerSituation = 'throughout the suite'

/** How many situations a violation names. */
const namedSituations = 5

export interface Causes {
  /** The clause that is not kept among those that a clause requires; null if all are kept. */
  readonly rootOf: (clause: string) => string | null
  /** The same, or the clause itself if it is not kept. */
  readonly causeOf: (clause: string) => string | null
}

/**
 * One row for each clause of the ledger, from all the checks that passed: a check that failed has already reported what is
 * wrong. If nothing was observed, the row is inconclusive. `rerun` is the command that runs the whole suite again.
 */
export function judgeLedger(
  settled: readonly SettledCheck[],
  clauses: ReadonlyMap<string, Clause>,
  causes: Causes,
  rerun: string,
): CheckResult[] {
  return ledgerClauses.flatMap((id) => {
    const clause = clauses.get(id)
    if (clause === undefined) return []
    const row = judgeEntry(id, clause, settled, causes)
    if (row.status !== 'fail' && row.status !== 'consequence') return [row]
    return [{ ...row, hint: ledgerHints[id], rerun }]
  })
}

function judgeEntry(
  id: LedgerClause,
  clause: Clause,
  settled: readonly SettledCheck[],
  { rootOf, causeOf }: Causes,
): CheckResult {
  const root = rootOf(id)
  const { level, profile } = clause
  const row = { clause: id, level, profile, situation: ledgerSituation, durationMs: 0 }
  let observed = 0
  const violations: { where: string; what: string; root: string | null }[] = []
  for (const one of settled) {
    const entry = 'outcome' in one && one.outcome.status === 'pass' ? one.outcome.ledger?.[id] : undefined
    if (entry === undefined) continue
    observed += entry.observed
    if (entry.violation !== undefined)
      violations.push({
        where: `${one.check.clause} (${one.check.situation})`,
        what: entry.violation,
        root: causeOf(one.check.clause),
      })
  }
  const [first] = violations
  if (first !== undefined) {
    // What is seen only in checks of a clause that is not kept, or that use one, is explained by that.
    const cause = root ?? (violations.every((one) => one.root !== null) ? first.root : null)
    const status =
      cause === null ? { status: 'fail' as const } : { status: 'consequence' as const, consequenceOf: cause }
    const others = violations.slice(0, namedSituations).map(({ where }) => where)
    const more =
      violations.length > namedSituations ? ` and ${String(violations.length - namedSituations)} more` : ''
    return {
      ...row,
      ...status,
      message: sentence(first.what),
      expected: clause.text,
      actual: `seen in ${others.join(', ')}${more}`,
    }
  }
  // That nothing was seen proves nothing where a clause that it requires is not kept.
  if (root !== null) return { ...row, status: 'blocked', blockedBy: root }
  if (observed > 0) return { ...row, status: 'pass' }
  return { ...row, status: 'inconclusive', message: 'No passing check observed anything about this clause.' }
}
