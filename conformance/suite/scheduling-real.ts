/** What only real time can show of a loop that has nothing to do. */
import type { EventLoop } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'

const waitMs = 20
const attempts = 3

export const schedulingRealTests: readonly ClauseTest[] = [
  clauseTest(
    'scheduling.waiting-loop-sleeps',
    'a timer 20 ms away, the quietest of three times',
    (check) => sleepsUntilTheTimer(check),
    {
      hint: 'Give the timeout of the next timer to whatever the loop sleeps with: a timer of the host, select().',
    },
  ),
  clauseTest(
    'scheduling.waiting-loop-sleeps',
    'after callSoonThreadsafe(), the quietest of three times',
    (check) => sleepsUntilTheTimer(check, (loop) => loop.callSoonThreadsafe(() => undefined)),
    { hint: 'Read what woke the loop, to the end: a pipe that holds a byte wakes it again and again.' },
  ),
]

async function sleepsUntilTheTimer(check: Check, before?: (loop: EventLoop) => void): Promise<void> {
  // Where nobody says so the check ends here: of an error in a callback the loop would hear.
  check.measureBusyTime()
  check.waitingFor = `the timer that is due in ${String(waitMs)} ms`
  const loop = check.newEventLoop()
  let busy = Infinity
  // A machine that is busy otherwise needs one quiet moment.
  for (let attempt = 0; attempt < attempts && busy >= waitMs / 2; attempt++) {
    loop.callSoon(() => {
      before?.(loop)
      const busyTime = check.measureBusyTime()
      const atTheTimer = check.callback('timer', () => {
        busy = Math.min(busy, busyTime())
        loop.stop()
      })
      loop.callLater(waitMs, atTheTimer)
    })
    await loop.runForever()
  }
  const happened = `it was at work for ${busy.toFixed(0)} of ${String(waitMs)} ms, in ${String(attempts)} attempts at the least`
  check.that(busy < waitMs / 2, 'a loop that waits for a timer sleeps', happened)
}
