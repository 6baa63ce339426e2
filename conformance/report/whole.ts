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
 * The rows that a report lacks, and those that do not belong to it, in sentences. The clauses and checks must be those of the
 * suite that wrote the report.
 */
export function gaps(report: Report, specification: Specification, tests: readonly Check[]): string[] {
  const expected = new Map(expectedRows(specification, tests).map((row) => [keyOf(row), row]))
  const seen = new Set<string>()
  const problems: string[] = []
  for (const row of report.results) {
    const key = keyOf(row as Row)
    const clause = specification.byId.get(row.clause)
    if (seen.has(key)) problems.push(`The report has two rows for ${key}.`)
    else if (clause === undefined || !expected.has(key)) problems.push(`The suite has no check ${key}.`)
    else problems.push(...oddities(row, clause, report))
    seen.add(key)
  }
  const missing = [...expected.keys()].filter((key) => !seen.has(key))
  return [...missing.map((key) => `The report has no row for ${key}.`), ...problems]
}

type Row = Pick<Check, 'clause' | 'situation'>

function expectedRows(specification: Specification, tests: readonly Check[]): Row[] {
  const clauses = specification.clauses as readonly (Clause & { id: Row['clause'] })[]
  return [
    ...tests,
    ...ledgerClauses.map((clause) => ({ clause, situation: ledgerSituation })),
    ...clauses
      .filter(({ untestable }) => untestable !== undefined)
      .map(({ id }) => ({ clause: id, situation: untestableSituation })),
  ]
}

/** Where the row contradicts its clause or the claims of the candidate. */
function oddities(row: CheckResult, clause: Clause, report: Report): string[] {
  const { level, profile } = clause
  const problems: string[] = []
  const is = (what: string): number => problems.push(`${row.clause} (${row.situation}) ${what}.`)
  if (row.level !== level) is(`is a ${level}, but the report says ${row.level}`)
  if (row.profile !== profile) is(`belongs to the profile ${profile}, but the report says ${row.profile}`)
  const isUntestable = row.situation === untestableSituation
  if ((row.status === 'untestable') !== isUntestable)
    is(`is ${isUntestable ? 'untestable' : 'a check'}, but the report says ${row.status}`)
  // The ledger's rows and those of untestable clauses do not depend on the claims.
  if (isUntestable || row.situation === ledgerSituation) return problems
  const reason = whyNotApplicable(clause, claimsOf(report))
  if (reason !== null && row.status !== 'skip')
    is(`does not apply (${reason}), but the report says ${row.status}`)
  if (reason === null && row.status === 'skip' && lackOf(row.message) === null)
    is('applies, but the report says skip')
  return problems
}

/** The claims as the report has them. For a loop in Python, `runtime` is such as `node 20.20.2, cpython 3.11.2`. */
function claimsOf({ candidate, environment }: Report): Pick<BridgedAdapter, 'profiles' | 'python'> {
  const { profiles } = candidate
  const [, implementation, version] = /, (\S+) (\S+)$/.exec(environment.runtime) ?? []
  if (implementation === undefined || version === undefined) return { profiles }
  return { profiles, python: { implementation, version, hash: candidate.hash } }
}
