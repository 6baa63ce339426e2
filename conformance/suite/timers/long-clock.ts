/** Long times, on a loop whose clock jumps to the next timer: nothing else can judge them. */
import type { EventLoop } from '../../../spec/index.ts'
import { check, type Check, type CheckContext } from '../../harness/index.ts'

/**
 * Milliseconds, and how many of them. They are more than 2^16 microseconds, 2^16 and 2^32 milliseconds, and what is between them. None
 * is a day, because a loop may not be able to wait so long at a time, which is another clause.
 */
const steps: readonly (readonly [ms: number, count: number])[] = [
  [7, 10],
  [7_000, 10],
  [500_000, 10],
  [80_000_000, 60],
]

/** Milliseconds: three days. */
const long = 259_200_000

/** Milliseconds of the host. A clock that wraps never reaches the deadline. If only the machine is slow, nothing is judged. */
const patienceMs = 20

export const timersLongClockChecks: readonly Check[] = [
  check(
    'timers.clock-never-goes-back',
    'through seven weeks, on a loop whose clock jumps to the next timer',
    async (t) => {
      const loop = t.newEventLoop()
      if (!(await jumps(t, loop))) return
      let last = loop.time()
      for (const step of steps.flatMap(([ms, count]) => Array<number>(count).fill(ms))) {
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
  check(
    'timers.far-deadlines-stay-far',
    'three days, on a loop whose clock jumps to the next timer',
    async (t) => {
      const loop = t.newEventLoop()
      if (!(await jumps(t, loop))) return
      const begun = loop.time()
      if (!(await takeStep(t, loop, long))) return
      const passed = loop.time() - begun
      t.that(passed >= long - 1, 'the clock shows three days more', `it shows ${String(passed)} ms more`)
    },
    {
      hint: 'Wait for a part of a long time, then check the clock, and wait again.',
    },
  ),
]

/** Whether the clock of the loop jumps. One that keeps real time would take seven weeks. */
async function jumps(t: CheckContext, loop: EventLoop): Promise<boolean> {
  const begun = t.host.now()
  loop.callLater(
    10,
    t.callback('timer', () => loop.stop()),
  )
  await loop.runForever()
  t.happened('timer')
  return t.host.now() - begun <= 5
}

/** Returns whether a timer of `ms` milliseconds ran before the host lost its patience. */
async function takeStep(t: CheckContext, loop: EventLoop, ms: number): Promise<boolean> {
  let isDone = false
  loop.callLater(ms, () => {
    isDone = true
    loop.stop()
  })
  const guard = t.host.setTimeout(() => loop.stop(), patienceMs)
  try {
    await loop.runForever()
  } finally {
    t.host.clearTimeout(guard)
  }
  return isDone
}
