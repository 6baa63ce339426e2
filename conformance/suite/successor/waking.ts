/** `writeToSelf` and `timerHandleCancelled`. */
import type { SuccessorLoop, TimerHandle } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { driveLoop, newSuccessor } from '../support/successor.ts'

const nothing = (): void => undefined

const wakers: Record<string, (loop: SuccessorLoop) => void> = {
  'callSoon()': (loop) => void loop.callSoon(nothing),
  'callSoonThreadsafe()': (loop) => void loop.callSoonThreadsafe(nothing),
  'callLater()': (loop) => void loop.callLater(1, nothing),
  'callAt()': (loop) => void loop.callAt(loop.time() + 1, nothing),
  'stop()': (loop) => loop.stop(),
}

/** Calls `schedule` in a callback. Returns how often that called `writeToSelf`: one number, unless the callback never ran. */
function wakesInACallback(t: CheckContext, schedule: (loop: SuccessorLoop) => unknown): number[] {
  const driven = driveLoop(t)
  const { loop, begin, end } = driven
  const counts: number[] = []
  begin()
  loop.callSoon(() => {
    const before = driven.wakes
    schedule(loop)
    counts.push(driven.wakes - before)
  })
  loop.turn()
  end()
  return counts
}

export const successorWakingChecks: readonly Check[] = [
  ...Object.entries(wakers).map(([situation, wake]) =>
    check('successor.write-to-self-ends-a-sleep', situation, (t) => {
      const driven = driveLoop(t)
      const { loop, begin, end } = driven
      begin()
      loop.turn()
      const asleep = driven.wakes
      wake(loop)
      const woken = driven.wakes
      end()
      t.that(
        woken > asleep,
        `${situation} during a sleep calls writeToSelf()`,
        'writeToSelf() was not called',
      )
    }),
  ),
  check('successor.threadsafe-always-writes-to-self', 'inside a callback', (t) => {
    const counts = wakesInACallback(t, (loop) => loop.callSoonThreadsafe(nothing))
    t.sameItems(counts, [1], 'how often callSoonThreadsafe() in a callback called writeToSelf()')
  }),
  check('successor.busy-loop-is-not-woken', 'callSoon() and callLater() inside a callback', (t) => {
    const counts = wakesInACallback(t, (loop) => {
      loop.callSoon(nothing)
      loop.callLater(1, nothing)
    })
    t.sameItems(counts, [0], 'how often they called writeToSelf()')
  }),
  check('successor.cancelled-timers-are-told', 'cancel() twice, and of a callback', (t) => {
    const loop = newSuccessor(t)
    const told: { handle: TimerHandle; cancelled: boolean }[] = []
    const original = loop.timerHandleCancelled.bind(loop)
    loop.timerHandleCancelled = (handle) => {
      told.push({ handle, cancelled: handle.cancelled() })
      original(handle)
    }
    const timer = loop.callLater(10, nothing)
    const other = loop.callAt(loop.time() + 20, nothing)
    loop.callSoon(nothing).cancel()
    timer.cancel()
    timer.cancel()
    const handles = told.map(({ handle }) => handle)
    t.sameItems(handles, [timer], 'what timerHandleCancelled() received')
    t.same(told[0]?.cancelled, false, 'cancelled() of the handle at that time')
    t.same(timer.cancelled(), true, 'cancelled() of the handle afterwards')
    t.same(other.cancelled(), false, 'cancelled() of the other timer')
  }),
]
