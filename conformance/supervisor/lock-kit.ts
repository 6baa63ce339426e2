import * as harness from '../harness/index.ts'
import { freezeClass, type Check } from '../harness/index.ts'
import { specification } from '../../spec/index.ts'

/**
 * Freezes the checks, the clauses and the classes that judge. A candidate runs in the same thread and can import all of them; it
 * cannot change what it imports.
 */
export function lockKit(suite: readonly Check[]): void {
  for (const member of Object.values(harness)) freezeClass(member)
  for (const judge of harness.judges) freezeClass(judge)
  for (const check of suite) Object.freeze(check)
  Object.freeze(suite)
  for (const clause of specification.clauses) Object.freeze(clause)
  // An await of the host's own promises looks at this member, and at then() if it was replaced.
  const everyPromise: object = Promise.prototype
  Object.defineProperty(everyPromise, 'constructor', { writable: false, configurable: false })
}
