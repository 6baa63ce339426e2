import type { CheckResult, Clause, BridgedAdapter, Report, Specification } from '../../spec/index.ts'
import {
  lackOf,
  keyOf,
  ledgerClauses,
  ledgerSituation,
  untestableSituation,
  whyNotApplicable,
  type Check,
} from '../harness/index.ts'

/**
 * What is missing from a report that holds a row for each check of the suite, or is in it without belonging there, in
 * sentences. Clauses and checks are those of the suite that the report was made by.
 */
export function gaps(report: Report, specification: Specification, tests: readonly Check[]): string[] {
  const due = new Map(dueRows(specification, tests).map((row) => [keyOf(row), row]))
  const seen = new Set<string>()
  const problems: string[] = []
  for (const row of report.results) {
    const key = keyOf(row as Row)
    const clause = specification.byId.get(row.clause)
    if (seen.has(key)) problems.push(`There are two rows of ${key}.`)
    else if (clause === undefined || !due.has(key)) problems.push(`The suite has no check ${key}.`)
    else problems.push(...oddities(row, clause, report))
    seen.add(key)
  }
  const missing = [...due.keys()].filter((key) => !seen.has(key))
  return [...missing.map((key) => `There is no row of ${key}.`), ...problems]
}

type Row = Pick<Check, 'clause' | 'situation'>

function dueRows(specification: Specification, tests: readonly Check[]): Row[] {
  const clauses = specification.clauses as readonly (Clause & { id: Row['clause'] })[]
  return [
    ...tests,
    ...ledgerClauses.map((clause) => ({ clause, situation: ledgerSituation })),
    ...clauses
      .filter(({ untestable }) => untestable !== undefined)
      .map(({ id }) => ({ clause: id, situation: untestableSituation })),
  ]
}

/** What the clause says of its row, and what the candidate claims of it, has to stand in it. */
function oddities(row: CheckResult, clause: Clause, report: Report): string[] {
  const { level, profile } = clause
  const problems: string[] = []
  const is = (what: string): number => problems.push(`${row.clause} (${row.situation}) ${what}.`)
  if (row.level !== level) is(`is a ${level}, and the report says ${row.level}`)
  if (row.profile !== profile) is(`belongs to the profile ${profile}, and the report says ${row.profile}`)
  const isUntestable = row.situation === untestableSituation
  if ((row.status === 'untestable') !== isUntestable)
    is(`is ${isUntestable ? 'untestable' : 'a check'}, and the report says ${row.status}`)
  // The ledger watches, and an untestable clause is listed, whatever is claimed.
  if (isUntestable || row.situation === ledgerSituation) return problems
  const reason = whyNotApplicable(clause, claimsOf(report))
  if (reason !== null && row.status !== 'skip')
    is(`does not apply (${reason}), and the report says ${row.status}`)
  if (reason === null && row.status === 'skip' && lackOf(row.message) === null)
    is('applies, and the report says skip')
  return problems
}

/** A loop in Python says on what it runs: `node 20.20.2, cpython 3.11.2`. */
function claimsOf({ candidate, environment }: Report): Pick<BridgedAdapter, 'profiles' | 'python'> {
  const { profiles } = candidate
  const [, implementation, version] = /, (\S+) (\S+)$/.exec(environment.runtime) ?? []
  if (implementation === undefined || version === undefined) return { profiles }
  return { profiles, python: { implementation, version, hash: candidate.hash } }
}
