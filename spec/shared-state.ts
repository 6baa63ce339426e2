import type { AsyncioApi } from './interfaces/asyncio-api.ts'

/**
 * The key of the state that is one per realm, even if two copies of this package are loaded: the registry, the running loop,
 * the current context, the policy and the counter of task names. Only implementations use these fields.
 */
export const sharedStateKey = Symbol.for('loop-conformance')

/** The part of the shared state that other code, such as the suite, may rely on. */
export interface SharedState {
  readonly version: number
  readonly api: AsyncioApi
}

/** The shared state, or undefined if no implementation is loaded. */
export function findSharedState(): SharedState | undefined {
  return (globalThis as { [sharedStateKey]?: SharedState })[sharedStateKey]
}
