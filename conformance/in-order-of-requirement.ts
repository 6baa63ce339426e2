import { type Clause } from '../spec/index.ts'
import type { Check } from './harness/index.ts'

/** The checks in the order of the specification, but for those of a clause standing after those of what it requires. */
export function inOrderOfRequirement(tests: readonly Check[], clauses: ReadonlyMap<string, Clause>): Check[] {
  const byClause = new Map<string, Check[]>()
  for (const test of tests) byClause.set(test.clause, [...(byClause.get(test.clause) ?? []), test])
  const ordered = new Set<Check>()
  const visited = new Set<string>()
  const visit = (id: string): void => {
    if (visited.has(id)) return
    visited.add(id)
    for (const required of clauses.get(id)?.requires ?? []) visit(required)
    for (const test of byClause.get(id) ?? []) ordered.add(test)
  }
  for (const id of clauses.keys()) visit(id)
  return [...ordered]
}
