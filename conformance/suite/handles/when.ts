/** The deadline that a timer handle returns. */
import type { TimerHandle } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { pass } from '../support/turns.ts'

export const handlesWhenChecks: readonly Check[] = [
  check(
    'handles.when-is-the-deadline',
    'deadlines and delays to come',
    (t) => whenIsTheDeadline(t, [1000, 60_000]),
    {
      hint: 'Keep the deadline of a timer handle, in milliseconds of loop.time(). Check that neither time() nor the delay is in seconds.',
    },
  ),
  check(
    'handles.when-of-a-due-timer-is-its-deadline',
    'deadlines and delays that are over',
    (t) => whenIsTheDeadline(t, [0, -1000]),
    { hint: 'Keep the deadline of a timer that is already due, like that of any other.' },
  ),
]

/** Asks timers of these distances from now for their deadlines. */
async function whenIsTheDeadline(t: CheckContext, distances: readonly number[]): Promise<void> {
  const loop = t.newEventLoop()
  const near = (timer: TimerHandle, low: number, high: number, what: string): void => {
    const attempt = t.attempt(() => timer.when())
    timer.cancel()
    const actual = t.returned(attempt, `when() of ${what}`)
    // A loop whose clock ticks in milliseconds may round up or down.
    const right = actual >= low - 2 && actual <= high + 2
    t.that(right, `when() of ${what} is about ${String(low)} ms`, `when() of ${what} is ${String(actual)} ms`)
  }
  // At time 0 a delay and a deadline are the same.
  await pass(t, loop, 8)
  for (const distance of distances) {
    const deadline = loop.time() + distance
    near(loop.callAt(deadline, t.callback('timer')), deadline, deadline, 'callAt(deadline)')
    const before = loop.time()
    const timer = t.attempt(() => loop.callLater(distance, t.callback('timer')))
    // Whether a delay below zero is taken is a clause of its own.
    if (timer.threw && distance < 0) continue
    const handle = t.returned(timer, `callLater(${String(distance)})`)
    near(handle, before + distance, loop.time() + distance, `callLater(${String(distance)})`)
  }
  await pass(t, loop)
  t.times('timer', 0)
}
