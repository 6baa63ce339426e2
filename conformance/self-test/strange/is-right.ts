import { specification } from '../../../spec/index.ts'
import type { Method } from './method.ts'

/** A root cause is about the method: it is in one of its areas, or a clause of these areas requires it, near or far. */
export function isRight({ areas }: Method, causes: readonly string[]): boolean {
  const fitting = clausesOf(areas)
  return causes.some((id) => fitting.has(id))
}

function clausesOf(areas: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const add = (id: string): void => {
    if (found.has(id)) return
    found.add(id)
    for (const required of specification.byId.get(id)?.requires ?? []) add(required)
  }
  for (const { id } of specification.clauses) if (areas.includes(id.split('.')[0] ?? '')) add(id)
  return found
}
