import type { Profile } from './clause.ts'
import type { AsyncioApi } from './interfaces/asyncio-api.ts'
import type { Callback, EventLoop } from './interfaces/event-loop.ts'

/** A clause that the candidate breaks on purpose. A clause that passes nevertheless is reported. */
export interface Deviation {
  clause: string
  reason: string
  /** The address of the discussion. */
  issue?: string
}

/** What a bridge knows of the interpreter at its other end. */
export interface PythonFacts {
  /** Such as `3.11.7`: clauses that CPython keeps since a later version do not apply. */
  version: string
  /** Such as `cpython`. */
  implementation: string
  /** Of the source of the candidate, which only the interpreter can find. */
  hash: string
}

/** How the suite reaches a candidate. Only `name` and `newEventLoop` are needed by a loop built on `./reference`. */
export interface LoopAdapter {
  name: string
  version?: string
  /** What the loop claims beyond `core`. */
  profiles?: readonly Profile[]
  deviations?: readonly Deviation[]
  /** For a loop in Python, which a bridge fills in. Clauses of JavaScript's own do not apply to it. */
  python?: PythonFacts
  /** Before the first check of a process, and after its last. */
  setup?(): void | Promise<void>
  teardown?(): void | Promise<void>
  /**
   * Around each check, for a candidate on the far side of a bridge. `onStalled` takes the place of the host's clock where
   * a run blocks the thread: call it when `deadlineMs` have passed, with the line of the candidate and what is waited for, if
   * those are known.
   */
  beginCheck?(deadlineMs: number, onStalled: (at?: string, waitingFor?: string) => void): void
  endCheck?(): void
  /** Around each collection of garbage, for a candidate on the far side of a bridge, which has its own. Profile `gc`. */
  collect?(collectHere: () => Promise<void>): Promise<void>
  /** What the loop has warned of since the last call, for one that does not use `console.warn`. Profile `debug`. */
  takeWarnings?(): readonly string[]
  /**
   * Calls `callSoonThreadsafe(callback)` of the loop from another thread, in `delayMs` milliseconds, for a loop that other
   * threads can reach.
   */
  callFromThread?(loop: EventLoop, callback: Callback, delayMs: number): void
  /** How many milliseconds the thread of the loop has been at work, for one that runs in another process. Profile `timers-real`. */
  cpuTime?(): number
  /** A new loop that is neither running nor closed. */
  newEventLoop(): EventLoop
  /** The module functions that are the loop's own. The others are those of the shared state, when one is loaded. */
  api?: Partial<AsyncioApi>
}

/** Gives the adapter its type. */
export function defineAdapter(adapter: LoopAdapter): LoopAdapter {
  return adapter
}
