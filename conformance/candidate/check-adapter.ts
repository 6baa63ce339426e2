import { profiles, renamedProfiles, specification, type BridgedAdapter } from '../../spec/index.ts'
import { pythonProfiles } from '../bridge/python-target.ts'
import { CandidateError } from '../harness/index.ts'
import { describeValue, memberNames } from './describe-export.ts'
import { didYouMean, nearMatches, renamedProfile } from './suggest.ts'

const members = ['name', 'version', 'profiles', 'deviations', 'setup', 'teardown', 'newEventLoop', 'api']

/** Throws CandidateError if the adapter has a member or a value that the suite does not understand and would ignore. */
export function checkAdapter(adapter: BridgedAdapter, entry: string): void {
  const refuse = (found: string, expected: string, advice = ''): never => {
    const advised = advice === '' ? '' : `\n${advice}`
    const what = adapter.python === undefined ? `The adapter of ${entry}` : `The declaration in ${entry}`
    throw new CandidateError(`${what} is not valid.\nFound:    ${found}\nExpected: ${expected}${advised}`)
  }
  const { name, version, deviations, api, setup, teardown } = adapter as Partial<
    Record<keyof BridgedAdapter, unknown>
  >
  if (typeof name !== 'string' || name.trim() === '') refuse(`name: ${describeValue(name)}`, 'a name')
  if (version !== undefined && typeof version !== 'string')
    refuse(`version: ${describeValue(version)}`, 'a string')
  for (const [member, hook] of Object.entries({ setup, teardown }))
    if (hook !== undefined && typeof hook !== 'function')
      refuse(`${member}: ${describeValue(hook)}`, 'a function')
  if (api !== undefined && (typeof api !== 'object' || api === null))
    refuse(`api: ${describeValue(api)}`, 'an object of module functions')
  checkProfiles(adapter, refuse)
  if (deviations !== undefined) checkDeviations(deviations, refuse, adapter.python !== undefined)
  checkSpelling(adapter, refuse)
}

type Refuse = (found: string, expected: string, advice?: string) => never

function checkProfiles({ profiles: claimed, python }: BridgedAdapter, refuse: Refuse): void {
  if (claimed === undefined) return
  const isPython = python !== undefined
  const example = isPython ? "a list, such as ['timers-real']" : "a list, such as ['host']"
  if (!Array.isArray(claimed)) refuse(`profiles: ${describeValue(claimed)}`, example)
  const known: readonly string[] = isPython ? pythonProfiles : profiles
  for (const profile of claimed.map(String))
    if (isPython && withInterpreter.includes(profile)) continue
    else if (isPython && isOfJavaScript(profile))
      refuse(`the profile '${profile}', which is not for a loop in Python`, known.join(' or '))
    else if (!known.includes(profile))
      refuse(
        `the profile '${profile}'`,
        known.join(' or '),
        renamedProfile(profile) ?? didYouMean(profile, known),
      )
}

/** Profiles that a module in Python does not claim itself. */
const withInterpreter = ['core', 'eager', 'python-hooks']

function isOfJavaScript(profile: string): boolean {
  const current = renamedProfiles.get(profile) ?? profile
  return profiles.some((known) => known === current && !pythonProfiles.includes(known))
}

function checkDeviations(declared: unknown, refuse: Refuse, isPython: boolean): void {
  const shape = isPython
    ? "a list of {'clause': 'area.what-is-true', 'reason': 'why'}"
    : "a list of { clause: 'area.what-is-true', reason: 'why' }"
  if (!Array.isArray(declared)) refuse(`deviations: ${describeValue(declared)}`, shape)
  const known = specification.clauses.map((clause) => clause.id)
  for (const deviation of declared as unknown[]) {
    const { clause: id, reason } = (deviation ?? {}) as { clause?: unknown; reason?: unknown }
    if (typeof id !== 'string') refuse(`a deviation that is ${describeValue(deviation)}`, shape)
    if (!known.includes(id)) {
      const listing = 'a clause of the specification; loop-conformance list prints them'
      refuse(`a deviation from the unknown clause '${id}'`, listing, didYouMean(id, known))
    }
    if (typeof reason !== 'string' || reason.trim() === '')
      refuse(`a deviation from ${id} without a reason`, 'a sentence that says why the loop differs')
  }
}

/** Unknown members are allowed, unless one looks like a misspelt member of an adapter. */
function checkSpelling(adapter: BridgedAdapter, refuse: Refuse): void {
  for (const name of memberNames(adapter)) {
    const [near] = members.includes(name) ? [] : nearMatches(name, members)
    if (near !== undefined && !(near in adapter))
      refuse(`the member '${name}'`, members.join(', '), `Did you mean ${near}?`)
  }
}
