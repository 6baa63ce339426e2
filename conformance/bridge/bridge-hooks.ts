/** What a supervisor wants to know of an interpreter. */
export interface BridgeHooks {
  /** It runs: its process, and the descriptor of the file in which it writes down where it is when it gets SIGUSR1. */
  onStarted(pid: number, stacks: number): void
  /** It runs in this thread: what to store 2 in, from another one, when it is late. */
  onInterruptible(buffer: SharedArrayBuffer): void
  /** It has ended while the candidate was in use: how, in words that follow "the candidate", and at which line. */
  onLost(how: string, at: string | null): never
}
