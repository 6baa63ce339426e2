import type { BridgedAdapter } from '../../spec/index.ts'

/** The plain part of an adapter: what can be known of a candidate without running it, and what crosses processes. */
export type AdapterFacts = Readonly<
  Pick<BridgedAdapter, 'name' | 'version' | 'profiles' | 'deviations' | 'python'>
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
