import { profiles as everyProfile, specification, type Profile } from '../../spec/index.ts'
import { camelCase } from '../bridge/codec.ts'
import { nearMatches } from '../candidate/suggest.ts'
import {
  selectChecks,
  whyNotApplicable,
  type AdapterFacts,
  type Check,
  type Filter,
} from '../harness/index.ts'
import { suite } from '../suite/index.ts'
import { UsageError } from './errors.ts'

/** A name of Python in the spelling of the contract: `run_forever` is `runForever`, `_write_to_self` is `writeToSelf`. */
export function nameHere(word: string): string {
  return camelCase(word.replace(/^_+/, ''))
}

/**
 * The text in the spelling of the contract. Python's spelling is tried as a name (`call_soon` as `callSoon`) and as a part
 * of a clause id (`call-soon`). Returns the text itself if neither matches anything.
 */
export function spelledHere(text: string, matches: (text: string) => boolean): string {
  if (!text.includes('_')) return text
  const kebabCase = text.replace(/^_+/, '').replaceAll('_', '-')
  return [text, nameHere(text), kebabCase].find(matches) ?? text
}

/** The filter in the spelling of the contract: an author of a loop in Python greps for the names of Python. */
export function spelledFilter({ grep, profiles }: Filter, adapter: AdapterFacts): Filter {
  if (grep === undefined) return { profiles }
  const matches = (text: string): boolean =>
    selectChecks(suite, specification, adapter, { profiles, grep: text }).length > 0
  return { profiles, grep: spelledHere(grep, matches) }
}

/** Throws a `UsageError` for a filter that asks for a profile that the candidate does not claim. */
export function checkProfiles(adapter: AdapterFacts, { profiles = [] }: Filter, entry: string): void {
  const claimed = claimedBy(adapter)
  const missing = profiles.filter((profile) => !claimed.includes(profile))
  if (missing.length === 0) return
  const expected =
    adapter.python === undefined
      ? `profiles: ['${missing.join("', '")}'] in the adapter of ${entry}`
      : `--claim ${missing.join()}`
  throw new UsageError(
    `${adapter.name} does not claim the profile ${missing.join(' or ')}.\n` +
      `Found:    profiles ${claimed.join(', ')}\n` +
      `Expected: ${expected}`,
  )
}

const claimedBy = ({ profiles = [] }: AdapterFacts): readonly Profile[] => ['core', ...profiles]

/** The error for a filter that selects no check: which part of it is wrong. */
export function noneSelected(adapter: AdapterFacts, filter: Filter, entry: string): UsageError {
  const { grep = '', profiles } = filter
  const elsewhere = selectChecks(suite, specification, { profiles: everyProfile }, filter)
  if (adapter.python !== undefined && elsewhere.length > 0) return noneApplies(elsewhere, adapter)
  checkProfiles(adapter, filter, entry)
  const near = nearMatches(grep, specification.byId.keys())
  const advice = [
    ...(elsewhere.length === 0 ? [] : [unclaimed(elsewhere)]),
    ...(near.length === 0 ? [] : [`Did you mean ${near.join(' or ')}?`]),
  ]
  return new UsageError(
    [
      `No check matches --grep '${grep}'.`,
      `Found:    no clause or situation with that text in ${(profiles ?? claimedBy(adapter)).join(', ')}`,
      'Expected: a part of a clause id or of a situation; loop-conformance list prints the clauses',
      ...advice,
    ].join('\n'),
  )
}

/** The checks exist, but only in profiles that the candidate does not claim. */
function unclaimed(checks: readonly Check[]): string {
  const names = new Set(checks.map(({ clause }) => specification.byId.get(clause)?.profile))
  return `Such checks exist in profiles that the candidate does not claim: ${[...names].join(', ')}`
}

/** The checks exist, but do not apply to a loop in Python, or to this version of Python. */
function noneApplies(checks: readonly Check[], adapter: AdapterFacts): UsageError {
  const reasons = checks.flatMap(({ clause: id }) => {
    const clause = specification.byId.get(id)
    return clause === undefined ? [] : [`${id}: ${whyNotApplicable(clause, adapter) ?? ''}`]
  })
  return new UsageError(
    `None of the selected checks applies to ${adapter.name}.\n${[...new Set(reasons)].join('\n')}`,
  )
}
