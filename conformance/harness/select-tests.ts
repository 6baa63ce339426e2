import type { Clause, LoopAdapter, Profile } from '../../spec/index.ts'
import type { ClauseTest } from './clause-test.ts'

export interface Filter {
  /** Only checks whose clause or situation contains this text. */
  readonly grep?: string
  /** Only checks of this profile. Claiming a profile is the adapter's business. */
  readonly profile?: Profile
}

/** The checks to run for the candidate: those of `core` and of what it claims, less what the filter leaves out. */
export function selectTests(
  tests: readonly ClauseTest[],
  clauses: ReadonlyMap<string, Clause>,
  adapter: Pick<LoopAdapter, 'profiles'>,
  filter: Filter = {},
): ClauseTest[] {
  const claimed = new Set<string>(['core', ...(adapter.profiles ?? [])])
  const needle = filter.grep?.toLowerCase()
  return tests.filter((test) => {
    const profile = clauses.get(test.clause)?.profile
    if (profile === undefined || !claimed.has(profile)) return false
    if (filter.profile !== undefined && profile !== filter.profile) return false
    return needle === undefined || `${test.clause} ${test.situation}`.toLowerCase().includes(needle)
  })
}

export function isFiltered(filter: Filter | undefined): boolean {
  return filter?.grep !== undefined || filter?.profile !== undefined
}
