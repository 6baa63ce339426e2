/** A connection to the Python end. Calls are synchronous, and nest both ways. */
export interface Channel {
  /** How many calls may be nested. One more would overflow the stack of one of the ends. */
  readonly deepest: number
  /** Sends a call and returns the reply. Serves the calls that arrive in between. Throws if the other end is gone. */
  exchange(call: string): string
  /** Ends the other end, if that is possible. */
  close(): void
}

/** Executes a call of the other end and returns the reply. */
export type Serve = (call: string) => string

/** How an interpreter was lost. */
export interface LostInterpreter {
  /** Continues a sentence that begins with "The candidate". */
  readonly how: string
  /** The candidate's location (`file:line`); null if it is not known. */
  readonly at: string | null
  /** Something outside of it may have ended it. */
  readonly isKilled: boolean
}

/** How the supervisor follows an interpreter. */
export interface BridgeHooks {
  /**
   * The interpreter has started in a process of its own. `stacks` is the descriptor of the file to which it writes its
   * stack when it receives SIGUSR1.
   */
  onStarted(pid: number, stacks: number): void
  /** The interpreter has started. From now on the candidate is loaded. */
  onReady(): void
  /** The interpreter runs in this thread. To interrupt it, store 2 in the buffer from another thread. */
  onInterruptible(buffer: SharedArrayBuffer): void
  /** The interpreter has ended while the candidate was in use. */
  onLost(end: LostInterpreter): never
}
