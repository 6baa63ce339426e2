import type { LoopAdapter } from './adapter.ts'
import type { Callback, EventLoop } from './interfaces/event-loop.ts'

/** The interpreter at the other end of a bridge. */
export interface PythonFacts {
  /** Such as `3.11.7`. Clauses that CPython keeps only since a later version do not apply. */
  version: string
  /** Such as `cpython`. */
  implementation: string
  /** A hash of the candidate's source, which only the interpreter can find. */
  hash: string
}

/**
 * The adapter of a loop that a bridge reaches: it lives in another language, process or thread. Loop authors do not need
 * these fields; the bridge fills them in.
 */
export interface BridgedAdapter extends LoopAdapter {
  /** For a loop in Python. The clauses of JavaScript's own do not apply to it. */
  python?: PythonFacts
  /**
   * Called before each check. A run in another process blocks this thread, so the harness's own timer cannot end it. The
   * bridge calls `onStalled` after `deadlineMs` milliseconds instead, if possible with the location in the candidate
   * (`file:line`) and with what the check waits for.
   */
  beginCheck?(deadlineMs: number, onStalled: (at?: string, waitingFor?: string) => void): void
  /** Called after each check. */
  endCheck?(): void
  /** Returns the names of the methods that the loop does not have, in its own language. A loop in JavaScript is asked directly. */
  missingMethods?(loop: EventLoop): readonly string[]
  /** Collects garbage at the other end too. `collectHere` collects at this end. Profile `gc`. */
  collect?(collectHere: () => Promise<void>): Promise<void>
  /** Returns the warnings since the last call, if the loop does not use `console.warn`. Profile `debug`. */
  takeWarnings?(): readonly string[]
  /** Calls `callSoonThreadsafe(callback)` of the loop from another thread, after `delayMs` milliseconds. */
  callFromThread?(loop: EventLoop, callback: Callback, delayMs: number): void
  /**
   * Returns how many milliseconds the loop's thread has run or has waited for a processor, if the loop is in Python. Profile
   * `timers-real`.
   */
  cpuTime?(): number
  /**
   * Runs generated programs, a list in JSON, on the loop and on asyncio's own loop of the same interpreter. `modules` are the modules in
   * Python that do it. Returns the index of the first program on which the two differ, and what each of them did.
   */
  comparePrograms?(
    programs: string,
    modules: Readonly<Record<string, string>>,
  ): [index: number, expected: string[], actual: string[]] | null
}
