import type { CheckResult, Clause, Report, Specification } from '../../spec/index.ts'
import { rootCauses } from '../harness/index.ts'

/** A clause that is not kept, and its checks that failed: at least one. */
export interface Failure {
  readonly clause: Clause
  readonly rows: readonly [CheckResult, ...CheckResult[]]
  /** Nothing that it requires fails. */
  readonly isRoot: boolean
}

/** Every clause with a check that failed, in the order of the specification. */
export function failuresOf(report: Report, specification: Specification): Failure[] {
  const roots = new Set(rootCauses(report, specification))
  return specification.clauses.flatMap((clause): Failure[] => {
    const [first, ...more] = report.results.filter((row) => row.clause === clause.id && hasFailed(row))
    return first === undefined ? [] : [{ clause, rows: [first, ...more], isRoot: roots.has(clause.id) }]
  })
}

export function hasFailed({ status }: CheckResult): boolean {
  return status === 'fail' || status === 'hang' || status === 'crash'
}

/** What was observed. The sentence of the check is added only if it says more. */
export function actualOf(row: CheckResult): string | undefined {
  const { actual, status, violatedEdge } = row
  const message = withoutExpected(row)

  // The trace shows the order.
  if (violatedEdge !== undefined) return message
  if (actual === undefined || message === undefined) return actual ?? message
  // Only the message says what ended a check.
  if (status === 'hang' || status === 'crash') return message
  const comparable = (text: string): string => text.replace(/\.$/, '').toLowerCase()
  if (comparable(message) === comparable(actual)) return actual
  return comparable(message).includes(comparable(actual)) ? message : `${message}\n${asSentence(actual)}`
}

/** "The result is 2, not 1." without ", not 1", if the expected line above it says "the result is 1". */
function withoutExpected({ message, expected }: CheckResult): string | undefined {
  if (message === undefined || expected === undefined) return message
  for (const { index } of message.matchAll(/, not /g)) {
    const wanted = message.slice(index + ', not '.length).replace(/\.$/, '')
    const subject = expected.slice(0, -wanted.length).toLowerCase()
    if (expected.endsWith(wanted) && subject !== '' && message.toLowerCase().startsWith(subject))
      return `${message.slice(0, index)}.`
  }
  return message
}

/** After a sentence: with a capital, unless the text begins with a name of code. */
function asSentence(text: string): string {
  return /^[a-z]+ /.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text
}

/** For an intermittent failure: in how many of its runs the check failed. */
export function howOften({ intermittent }: CheckResult): string | undefined {
  if (intermittent === undefined) return undefined
  const { failed, runs } = intermittent
  return `${String(failed)}/${String(runs)} (failed in ${String(failed)} of ${String(runs)} runs)`
}

/** For each root cause the number of clauses that it blocks, most first. */
export function blockedCounts(report: Report): [root: string, clauses: number][] {
  return [...blockedClauses(report)]
    .map(([root, clauses]): [string, number] => [root, clauses.size])
    .sort(([, a], [, b]) => b - a)
}

/** The blocked clauses, by the root cause that blocks them. */
export function blockedClauses({ results }: Report): Map<string, Set<string>> {
  const blockers = new Map(results.map((row) => [row.clause, row.blockedBy]))
  const blocked = new Map<string, Set<string>>()
  for (const row of results) {
    if (row.status !== 'blocked' || row.blockedBy === undefined) continue
    const root = rootOf(row.blockedBy, blockers)
    blocked.set(root, (blocked.get(root) ?? new Set()).add(row.clause))
  }
  return blocked
}

/** A clause that blocks another may be blocked itself. */
function rootOf(id: string, blockers: ReadonlyMap<string, string | undefined>): string {
  const seen = new Set<string>()
  let root = id
  for (let next = blockers.get(root); next !== undefined && !seen.has(next); next = blockers.get(root)) {
    seen.add(next)
    root = next
  }
  return root
}

/** The declared deviations, one a clause. */
export function declaredDeviations({ results }: Report): CheckResult[] {
  const declared = results.filter((row) => row.status === 'deviation')
  return [...new Map(declared.map((row) => [row.clause, row])).values()]
}
