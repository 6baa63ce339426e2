import type { Specification } from '../../spec/index.ts'
import { isFailure } from './check-outcome.ts'
import type { SettledCheck } from './settled-check.ts'

/**
 * One missing method is one root cause: of the clauses of which a check failed for want of it, the first that is about the method; or else
 * the first of all, in the order of the specification, a MUST before a SHOULD. The order in which the checks ran decides nothing.
 * Returns the checks that this changes.
 */
export function blameLacks(
  settled: readonly SettledCheck[],
  { byId }: Pick<Specification, 'byId'>,
): SettledCheck[] {
  const places = new Map([...byId.keys()].map((id, place) => [id, place]))
  const rank = (clause: string, method: string): number => {
    const { level, text = '' } = byId.get(clause) ?? {}
    const penalty = (level === 'MUST' ? 0 : 2) + (text.includes(`\`${inJavaScript(method)}`) ? 0 : 1)
    return (places.get(clause) ?? 0) + penalty * places.size
  }
  const roots = new Map<string, string>()
  for (const one of settled) {
    const { clause } = one.check
    const method = lackOf(one)
    if (method === null) continue
    const root = roots.get(method)
    if (root === undefined || rank(clause, method) < rank(root, method)) roots.set(method, clause)
  }
  const blamed = settled.map((one) => withRoot(one, roots.get(lackOf(one) ?? '')))
  // What followed from a clause that is no root cause any more follows from the cause of that clause.
  const causes = new Map<string, string>()
  for (const one of blamed) {
    if ('blockedBy' in one || lackOf(one) === null) continue
    causes.set(one.check.clause, one.consequenceOf ?? one.check.clause)
  }
  for (const one of blamed)
    if ('outcome' in one && isFailure(one.outcome) && one.consequenceOf === undefined)
      causes.set(one.check.clause, one.check.clause)
  return blamed.map((one) => following(one, causes)).filter((one, index) => one !== settled[index])
}

/** The name of a method as the clauses have it. A loop in Python lacks it under its name in Python. */
function inJavaScript(method: string): string {
  return method.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
}

/** The method for want of which the check failed. */
function lackOf(one: SettledCheck): string | null {
  return 'outcome' in one && isFailure(one.outcome) ? (one.outcome.lacks ?? null) : null
}

function withRoot(one: SettledCheck, root: string | undefined): SettledCheck {
  if (root === undefined || 'blockedBy' in one) return one
  const { check, outcome } = one
  return root === check.clause ? { check, outcome } : { check, outcome, consequenceOf: root }
}

function following(one: SettledCheck, causes: ReadonlyMap<string, string>): SettledCheck {
  if ('blockedBy' in one) {
    const cause = causes.get(one.blockedBy) ?? one.blockedBy
    return cause === one.blockedBy ? one : { ...one, blockedBy: cause }
  }
  const cause = one.consequenceOf === undefined ? undefined : causes.get(one.consequenceOf)
  return cause === undefined || cause === one.consequenceOf ? one : { ...one, consequenceOf: cause }
}
