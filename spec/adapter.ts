import type { Profile } from './clause.ts'
import type { AsyncioApi } from './interfaces/asyncio-api.ts'
import type { EventLoop } from './interfaces/event-loop.ts'

/** A clause that the candidate breaks on purpose. The report says so if the clause is kept after all. */
export interface Deviation {
  clause: string
  reason: string
  /** The URL of the discussion. */
  issue?: string
}

/**
 * What the author of a loop tells the suite. A loop that is built on `./reference` needs only `name` and `newEventLoop`.
 * An unknown field that looks like a typo is rejected.
 */
export interface LoopAdapter {
  name: string
  version?: string
  /** What the loop claims beyond `core`. */
  profiles?: readonly Profile[]
  deviations?: readonly Deviation[]
  /** Called before the first check of a process. */
  setup?(): void | Promise<void>
  /** Called after the last check of a process. */
  teardown?(): void | Promise<void>
  /** Returns a new loop that is neither running nor closed. */
  newEventLoop(): EventLoop
  /** The module functions that the loop brings itself. The others are those of the reference, if it is loaded. */
  api?: Partial<AsyncioApi>
}

/** Returns the adapter unchanged; it only checks the type. */
export function defineAdapter(adapter: LoopAdapter): LoopAdapter {
  return adapter
}
