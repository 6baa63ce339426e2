import type { AsyncioApi } from './interfaces/asyncio-api.ts'

/**
 * The key of what must be one per realm even when two copies of this package are loaded: the registry, the running
 * loop, the current context, the policy and the counter of task names. Only implementations look at those.
 */
export const sharedStateKey = Symbol.for('loop-conformance')

/** What a reader from outside, such as the suite, may rely on. */
export interface SharedState {
  readonly version: number
  readonly api: AsyncioApi
}

/** The shared state, when an implementation has been loaded. */
export function findSharedState(): SharedState | undefined {
  return (globalThis as { [sharedStateKey]?: SharedState })[sharedStateKey]
}
