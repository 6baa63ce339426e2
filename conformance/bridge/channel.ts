/** A way to the other end. Calls are synchronous and nest both ways. */
export interface Channel {
  /** How many calls may nest. Beyond that the stack of one of the ends is used up, and nothing can be said of either. */
  readonly deepest: number
  /** Sends a call and answers the reply; meanwhile it serves the calls that come back. Throws when the other end is gone. */
  exchange(call: string): string
  /** Ends the other end, where that is possible. */
  close(): void
}

/** Answers the calls of the other end. */
export type Serve = (call: string) => string
