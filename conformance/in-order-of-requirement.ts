import type { Specification } from '../spec/index.ts'
import type { Check } from './harness/index.ts'

/**
 * The checks in the order of the specification, except that those of a clause come after those of the clauses it requires, and that
 * the checks that come last do.
 */
export function inOrderOfRequirement(checks: readonly Check[], { byId }: Specification): Check[] {
  const byClause = new Map<string, Check[]>()
  for (const check of checks) byClause.set(check.clause, [...(byClause.get(check.clause) ?? []), check])
  const ordered = new Set<Check>()
  const visited = new Set<string>()
  const visit = (id: string): void => {
    if (visited.has(id)) return
    visited.add(id)
    for (const required of byId.get(id)?.requires ?? []) visit(required)
    for (const check of byClause.get(id) ?? []) ordered.add(check)
  }
  for (const id of byId.keys()) visit(id)
  const isLast = ({ comesLast }: Check): boolean => comesLast === true
  return [...[...ordered].filter((check) => !isLast(check)), ...[...ordered].filter(isLast)]
}
