/** The deadline that a timer handle answers. */
import type { TimerHandle } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { pass } from './stop-after.ts'

export const handlesWhenTests: readonly ClauseTest[] = [
  clauseTest(
    'handles.when-is-the-deadline',
    'deadlines and delays to come',
    (check) => whenIsTheDeadline(check, [1000, 60_000]),
    { hint: 'A timer handle keeps its deadline in milliseconds of loop.time().' },
  ),
  clauseTest(
    'handles.when-of-a-due-timer-is-its-deadline',
    'deadlines and delays that are over',
    (check) => whenIsTheDeadline(check, [0, -1000]),
    { hint: 'A timer that is due already is a timer too: it keeps its deadline as the others do.' },
  ),
]

/** Asks timers of these distances from now for their deadlines. */
async function whenIsTheDeadline(check: Check, distances: readonly number[]): Promise<void> {
  const loop = check.newEventLoop()
  const near = (timer: TimerHandle, low: number, high: number, what: string): void => {
    const attempt = check.attempt(() => timer.when())
    timer.cancel()
    const actual = check.answered(attempt, `when() of ${what}`)
    // Loops whose clock ticks in milliseconds may round to the one before or after.
    const right = actual >= low - 2 && actual <= high + 2
    check.that(right, `when() of ${what} answers about ${String(low)}`, `it answered ${String(actual)}`)
  }
  // At time 0 a delay and a deadline are the same.
  await pass(check, loop, 8)
  for (const distance of distances) {
    const deadline = loop.time() + distance
    near(loop.callAt(deadline, check.callback('timer')), deadline, deadline, 'callAt(deadline)')
    const before = loop.time()
    const timer = loop.callLater(distance, check.callback('timer'))
    near(timer, before + distance, loop.time() + distance, `callLater(${String(distance)})`)
  }
  await pass(check, loop)
  check.times('timer', 0)
}
