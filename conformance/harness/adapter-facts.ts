import type { BridgedAdapter } from '../../spec/index.ts'
import { CandidateError } from './candidate.ts'
import { show } from './show.ts'

const { parse, stringify } = JSON

/** The plain part of an adapter: what can be known of a candidate without running it, and what crosses processes. */
export type AdapterFacts = Readonly<
  Pick<BridgedAdapter, 'name' | 'version' | 'profiles' | 'deviations' | 'python'> & {
    /** The methods that its loops do not have, if that was looked for. */
    missing?: readonly string[]
  }
>

export function factsOf(adapter: AdapterFacts): AdapterFacts {
  const { name, version, profiles, deviations, python } = adapter
  return {
    name,
    ...(version === undefined ? {} : { version }),
    ...(profiles === undefined ? {} : { profiles }),
    ...(deviations === undefined ? {} : { deviations }),
    ...(python === undefined ? {} : { python }),
  }
}

/** The facts, as plain data. Throws `CandidateError` if they cannot be read: a member of an adapter can be a getter. */
export function readFacts(adapter: AdapterFacts): AdapterFacts {
  try {
    return parse(stringify(factsOf(adapter))) as AdapterFacts
  } catch (error) {
    throw new CandidateError(
      `The adapter cannot be read: it threw ${show(error)}.\nExpected: name, version, profiles and deviations that are plain data`,
    )
  }
}
