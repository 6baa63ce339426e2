/** The private contract as a check sees it. Only checks of the profile `successor` use it. */
import type { SuccessorLoop } from '../../spec/index.ts'
import type { Check } from '../harness/index.ts'

export function newSuccessor(check: Check): SuccessorLoop {
  return check.newEventLoop() as SuccessorLoop
}

/** A loop whose source of events is the check: it sleeps and wakes only in these records, and the clock is a variable. */
export interface DrivenLoop {
  readonly loop: SuccessorLoop
  /** What `select` was called with, in order. */
  readonly selected: (number | null)[]
  /** How often `writeToSelf` was called. */
  wakes: number
  clock: number
  /** Begins a run. Nothing waits for it: its turns are those that the check takes. */
  begin(): void
  /** Ends the run, so that the loop can be closed. */
  end(): void
}

export function driveLoop(check: Check): DrivenLoop {
  const loop = newSuccessor(check)
  const driven: DrivenLoop = {
    loop,
    selected: [],
    wakes: 0,
    clock: 1000,
    begin: () => void loop.runForever().then(undefined, () => undefined),
    end: () => {
      loop.stop()
      loop.turn()
    },
  }
  loop.select = (timeoutMs) => {
    check.note('select', timeoutMs)
    driven.selected.push(timeoutMs)
  }
  loop.writeToSelf = () => {
    check.note('writeToSelf')
    driven.wakes++
  }
  loop.time = () => driven.clock
  return driven
}
