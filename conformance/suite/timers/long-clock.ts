/** A clock that counts in a number that is too small for it. */
import type { EventLoop } from '../../../spec/index.ts'
import { check, type Check, type CheckContext } from '../../harness/index.ts'

/** How often the clock takes each step. */
const count = 10

/** Milliseconds. Ten of each are more than 2^16 microseconds, 2^16 and 2^32 milliseconds, and what is between them. */
const steps = [7, 7_000, 500_000, 250_000_000, 500_000_000]

/** Milliseconds of the host. A clock that wraps never reaches the deadline. If only the machine is slow, nothing is judged. */
const patienceMs = 20

export const timersLongClockChecks: readonly Check[] = [
  check(
    'timers.clock-never-goes-back',
    'through seven weeks, on a loop whose clock jumps to the next timer',
    async (t) => {
      const loop = t.newEventLoop()
      const begun = t.host.now()
      loop.callLater(
        10,
        t.callback('timer', () => loop.stop()),
      )
      await loop.runForever()
      t.happened('timer')
      // A clock that keeps real time would take seven weeks.
      if (t.host.now() - begun > 5) return
      let last = loop.time()
      for (const step of steps.flatMap((ms) => Array<number>(count).fill(ms))) {
        const isDone = await takeStep(t, loop, step)
        const time = loop.time()
        t.that(
          time >= last - 1e-5,
          'time() is never less than before',
          `time() was ${String(last)} and then ${String(time)} ms, after a timer of ${String(step)} ms`,
        )
        if (!isDone) return
        last = time
      }
    },
    {
      hint: 'Count in a number that does not wrap. If the clock of the host wraps, add up the differences of its readings.',
    },
  ),
]

/** Returns whether a timer of `ms` milliseconds ran before the host lost its patience. */
async function takeStep(t: CheckContext, loop: EventLoop, ms: number): Promise<boolean> {
  let isDone = false
  loop.callLater(ms, () => {
    isDone = true
    loop.stop()
  })
  const guard = t.host.setTimeout(() => loop.stop(), patienceMs)
  await loop.runForever()
  t.host.clearTimeout(guard)
  return isDone
}
