import type { Specification } from '../../spec/index.ts'
import type { Check } from './check.ts'

/** What the clauses of a run require, near or far. */
export class Requirements {
  readonly #byId: Specification['byId']
  /** The clauses that have a check in this run. */
  readonly #tried: ReadonlySet<string>
  readonly #found = new Map<string, readonly string[]>()

  constructor({ byId }: Pick<Specification, 'byId'>, checks: readonly Check[]) {
    this.#byId = byId
    this.#tried = new Set(checks.map(({ clause }) => clause))
  }

  /** The clauses of this run that a clause requires, the near ones first. */
  of(clause: string): readonly string[] {
    let found = this.#found.get(clause)
    if (found === undefined) {
      found = this.#search(clause)
      this.#found.set(clause, found)
    }
    return found
  }

  #search(clause: string): string[] {
    const seen = new Set([clause])
    for (const id of seen) for (const required of this.#byId.get(id)?.requires ?? []) seen.add(required)
    seen.delete(clause)
    return [...seen].filter((id) => this.#tried.has(id))
  }
}
