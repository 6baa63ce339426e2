import type { CheckResult, Clause, Report, Specification } from '../../spec/index.ts'
import { hasFailed } from '../harness/index.ts'

/** A root cause: a clause that is not kept, and its checks that failed: at least one. */
export interface Failure {
  readonly clause: Clause
  readonly rows: readonly [CheckResult, ...CheckResult[]]
}

/** Every root cause, in the order of the specification. */
export function failuresOf({ results }: Report, { clauses }: Specification): Failure[] {
  return clauses.flatMap((clause): Failure[] => {
    const [first, ...more] = results.filter((row) => row.clause === clause.id && hasFailed(row))
    return first === undefined ? [] : [{ clause, rows: [first, ...more] }]
  })
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

/** The clauses that are not kept because of a root cause, by the root cause. For each clause the row that says it. */
export function consequencesOf({ results }: Report): Map<string, Map<string, CheckResult>> {
  return byRoot(results, ({ consequenceOf }) => consequenceOf)
}

/** The clauses that are not judged, by the clause whose checks hang. */
export function blockedBy({ results }: Report): Map<string, Map<string, CheckResult>> {
  return byRoot(results, ({ status, blockedBy: root }) => (status === 'blocked' ? root : undefined))
}

/** The first of the rows of each clause, by root. The root with most clauses comes first. */
function byRoot(
  results: readonly CheckResult[],
  rootOf: (row: CheckResult) => string | undefined,
): Map<string, Map<string, CheckResult>> {
  const found = new Map<string, Map<string, CheckResult>>()
  for (const row of results) {
    const root = rootOf(row)
    if (root === undefined) continue
    const clauses = found.get(root) ?? new Map<string, CheckResult>()
    if (!clauses.has(row.clause)) clauses.set(row.clause, row)
    found.set(root, clauses)
  }
  return new Map([...found].sort(([, a], [, b]) => b.size - a.size))
}

/** The declared deviations, one a clause. */
export function declaredDeviations({ results }: Report): CheckResult[] {
  const declared = results.filter((row) => row.status === 'deviation')
  return [...new Map(declared.map((row) => [row.clause, row])).values()]
}
