/** What only real time can show of a loop that has nothing to do. */
import type { EventLoop } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'

const waitMs = 20
const attempts = 3

export const schedulingRealChecks: readonly Check[] = [
  check(
    'scheduling.waiting-loop-sleeps',
    'a timer 20 ms away, the quietest of three times',
    (t) => sleepsUntilTheTimer(t),
    {
      hint: 'Sleep until the next timer is due, with a timer of the host or the timeout of select().',
    },
  ),
  check(
    'scheduling.waiting-loop-sleeps',
    'after callSoonThreadsafe(), the quietest of three times',
    (t) => sleepsUntilTheTimer(t, (loop) => loop.callSoonThreadsafe(() => undefined)),
    {
      hint: 'Read everything from the pipe that woke the loop. One byte that is left wakes it again and again.',
    },
  ),
  check(
    'scheduling.waiting-loop-sleeps',
    'after the deadline of a timer that was cancelled, the quietest of three times',
    (t) =>
      sleepsUntilTheTimer(t, (loop) => {
        loop.callLater(2, () => undefined).cancel()
      }),
    {
      hint: 'Drop cancelled timers from the front of the queue before you compute how long to sleep.',
    },
  ),
]

async function sleepsUntilTheTimer(t: CheckContext, before?: (loop: EventLoop) => void): Promise<void> {
  // If no busy time is available, the check is skipped here. In a callback, the loop would receive the error.
  const busyAtAll = t.instruments.measureBusyTime()
  t.waitingFor = `the timer that is due in ${String(waitMs)} ms`
  const loop = t.newEventLoop()
  let asleep = 0
  // What wakes this thread in vain needs one quiet moment.
  for (let attempt = 0; attempt < attempts && asleep < waitMs / 2; attempt++) {
    loop.callSoon(() => {
      before?.(loop)
      const begun = t.host.now()
      const busyTime = t.instruments.measureBusyTime()
      const atTheTimer = t.callback('timer', () => {
        const busy = busyTime()
        asleep = Math.max(asleep, t.host.now() - begun - busy)
        loop.stop()
      })
      loop.callLater(waitMs, atTheTimer)
    })
    await loop.runForever()
  }
  // An instrument that stands still measures nothing.
  await t.iterations(loop, 40)
  if (!(busyAtAll() > 0)) t.skipWithout('busyTime')
  const happened = `the loop slept for ${asleep.toFixed(0)} of ${String(waitMs)} ms, the most of ${String(attempts)} attempts`
  t.that(asleep >= waitMs / 2, 'a loop that waits for a timer sleeps', happened)
}
