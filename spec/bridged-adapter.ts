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

/** An override in the candidate that refuses what asyncio passes. */
export interface RefusedOverride {
  /** Such as `MyLoop._add_reader`. */
  readonly method: string
  readonly isPrivate: boolean
  /** The call, such as `_add_reader(fd, callback, context=…)`, and the function of asyncio that makes it. */
  readonly call: string
  readonly by: string
  /** What Python says, such as `got an unexpected keyword argument 'context'`. */
  readonly why: string
  /** The first version that passes this, such as `3.15`, and whether the CPython of this run passes it. */
  readonly since: string
  readonly isNow: boolean
  /** `file:line`, null if there is no source. */
  readonly place: string | null
  /** The first line of a definition that works on every version, if there are words for the method. */
  readonly write: string | null
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
  /**
   * Returns what refuses the calls of asyncio: of this CPython, or of a later one. Profile `python-hooks`. Only a loop in Python has
   * overrides of asyncio's methods.
   */
  refusedOverrides?(): readonly RefusedOverride[]
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
  /** The class in Python of what a method of a protocol got, such as `bytes` or `memoryview`. */
  classOfBytes?(data: Uint8Array): string
  /**
   * False: the process of the loop cannot open a file or a socket from now on (`EMFILE`). True: it can again. Returns whether the
   * system lets it be limited.
   */
  mayOpen?(allowed: boolean): boolean
  /** Collects garbage, and returns how many files and sockets the process of the loop has open. Null if the system does not tell. */
  openFiles?(): number | null
  /**
   * Runs generated programs, a list in JSON, on the loop and on asyncio's own loop of the same interpreter. `modules` are the modules in
   * Python that do it. Returns the index of the first program on which the two differ, and what each of them did.
   */
  comparePrograms?(
    programs: string,
    modules: Readonly<Record<string, string>>,
  ): [index: number, expected: string[], actual: string[]] | null
}
