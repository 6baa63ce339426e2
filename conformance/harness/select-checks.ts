import type { BridgedAdapter, Profile, Specification } from '../../spec/index.ts'
import { whyNotApplicable } from './applies.ts'
import { keyOf, type Check } from './check.ts'

export interface Filter {
  /** Only checks whose clause or situation contains this text. */
  readonly grep?: string | undefined
  /** Only checks of these profiles. Claiming a profile is the adapter's business. */
  readonly profiles?: readonly Profile[] | undefined
  /** Only these checks, by `keyOf`. */
  readonly only?: ReadonlySet<string> | undefined
}

/** The checks to run for the candidate: those of clauses that apply to it, without those that the filter leaves out. */
export function selectChecks(
  checks: readonly Check[],
  { byId }: Pick<Specification, 'byId'>,
  adapter: Pick<BridgedAdapter, 'profiles' | 'python'>,
  filter: Filter = {},
): Check[] {
  return checks.filter((check) => {
    const clause = byId.get(check.clause)
    if (clause === undefined || whyNotApplicable(clause, adapter) !== null) return false
    return matchesFilter({ ...check, profile: clause.profile }, filter)
  })
}

/** The check, or the row of a report, is one that the filter asks for. */
export function matchesFilter(
  row: { readonly clause: string; readonly situation: string; readonly profile: Profile },
  { grep, profiles, only }: Filter = {},
): boolean {
  if (only?.has(keyOf(row as Pick<Check, 'clause' | 'situation'>)) === false) return false
  if (profiles?.includes(row.profile) === false) return false
  return grep === undefined || `${row.clause} ${row.situation}`.toLowerCase().includes(grep.toLowerCase())
}

export function isFiltered(filter: Filter | undefined): boolean {
  return filter?.grep !== undefined || filter?.profiles !== undefined || filter?.only !== undefined
}
