import type { ClauseId, BridgedAdapter } from '../../spec/index.ts'

/** A loop with exactly one defect, and what the suite must say of it. */
export interface Fault {
  /** Says the defect, and reads on from "a loop that": `runs-callbacks-in-reverse`. */
  readonly name: string
  /** The one clause that it breaks: the only root cause in its report. */
  readonly clause: ClauseId
  /** Found in the message, the expectation or the observation of a failing check of the clause. */
  readonly observes: RegExp
  readonly adapter: BridgedAdapter
  /** Other clauses that the same defect cannot help but break, each with the reason why it is not one of `requires`. */
  readonly alsoBreaks?: Partial<Record<ClauseId, string>>
}

/** An adapter for a faulty loop: only the loop differs from the reference. */
export function faultyLoop(
  name: string,
  newEventLoop: BridgedAdapter['newEventLoop'],
  rest: Partial<BridgedAdapter> = {},
): BridgedAdapter {
  return { name, newEventLoop, ...rest }
}
