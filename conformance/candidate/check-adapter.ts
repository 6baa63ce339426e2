import { profiles, specification, type LoopAdapter } from '../../spec/index.ts'
import { CandidateError } from '../harness/index.ts'
import { describeValue, memberNames } from './describe-export.ts'
import { didYouMean, nearMatches } from './suggest.ts'

const members = ['name', 'version', 'profiles', 'deviations', 'setup', 'teardown', 'newEventLoop', 'api']

/** Refuses an adapter that says something the suite does not understand, before it is ignored in silence. */
export function checkAdapter(adapter: LoopAdapter, entry: string): void {
  const refuse = (found: string, expected: string, advice = ''): never => {
    const advised = advice === '' ? '' : `\n${advice}`
    throw new CandidateError(
      `The adapter of ${entry} cannot be used.\nFound:    ${found}\nExpected: ${expected}${advised}`,
    )
  }
  const { name, version, deviations, api, setup, teardown } = adapter as Partial<
    Record<keyof LoopAdapter, unknown>
  >
  if (typeof name !== 'string' || name.trim() === '') refuse(`name: ${describeValue(name)}`, 'a name')
  if (version !== undefined && typeof version !== 'string')
    refuse(`version: ${describeValue(version)}`, 'a string')
  for (const [member, hook] of Object.entries({ setup, teardown }))
    if (hook !== undefined && typeof hook !== 'function')
      refuse(`${member}: ${describeValue(hook)}`, 'a function')
  if (api !== undefined && (typeof api !== 'object' || api === null))
    refuse(`api: ${describeValue(api)}`, 'an object of module functions')
  checkProfiles(adapter.profiles, refuse)
  if (deviations !== undefined) checkDeviations(deviations, refuse)
  checkSpelling(adapter, refuse)
}

type Refuse = (found: string, expected: string, advice?: string) => never

function checkProfiles(claimed: unknown, refuse: Refuse): void {
  if (claimed === undefined) return
  if (!Array.isArray(claimed)) refuse(`profiles: ${describeValue(claimed)}`, "a list, such as ['host']")
  const known: readonly string[] = profiles
  for (const profile of claimed as unknown[])
    if (!known.includes(String(profile)))
      refuse(`the profile '${String(profile)}'`, known.join(' or '), didYouMean(String(profile), known))
}

function checkDeviations(declared: unknown, refuse: Refuse): void {
  const shape = "a list of { clause: 'area.what-is-true', reason: 'why' }"
  if (!Array.isArray(declared)) refuse(`deviations: ${describeValue(declared)}`, shape)
  const known = specification.clauses.map((clause) => clause.id)
  for (const deviation of declared as unknown[]) {
    const { clause: id, reason } = (deviation ?? {}) as { clause?: unknown; reason?: unknown }
    if (typeof id !== 'string') refuse(`a deviation that is ${describeValue(deviation)}`, shape)
    if (!known.includes(id)) {
      const listing = 'a clause of the specification: loop-conformance list shows them'
      refuse(`a deviation from the unknown clause '${id}'`, listing, didYouMean(id, known))
    }
    if (typeof reason !== 'string' || reason.trim() === '')
      refuse(`a deviation from ${id} without a reason`, 'why the loop differs, in a sentence')
  }
}

/** Other members are the author's own business, unless they look like one of ours misspelt. */
function checkSpelling(adapter: LoopAdapter, refuse: Refuse): void {
  for (const name of memberNames(adapter)) {
    const [near] = members.includes(name) ? [] : nearMatches(name, members)
    if (near !== undefined && !(near in adapter))
      refuse(`the member '${name}'`, members.join(', '), `Did you mean ${near}?`)
  }
}
