/** The clock that timers are kept by. */
import type { EventLoop } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { later, pass } from '../support/turns.ts'
import { driveLoop } from '../support/successor.ts'

const hint = 'Read the time with this.time() everywhere.'

export const timersClockChecks: readonly Check[] = [
  check(
    'timers.clock-never-goes-back',
    'read in callbacks, in timers, and between them',
    async (t) => {
      const loop = t.newEventLoop()
      const times = [loop.time()]
      const look = (): void => void times.push(loop.time(), loop.time())
      for (let hops = 0; hops < 8; hops++) later(loop, () => look(), hops)
      for (const delay of [0, 1, 2, 3, 5]) loop.callLater(delay, () => look())
      loop.callSoon(t.callback('callback'))
      await pass(t, loop)
      look()
      t.happened('callback')
      t.that(times.every(Number.isFinite), 'time() is a finite number', `time() was ${times.join(', ')}`)
      // As much as the way from seconds to milliseconds and back may cost.
      const back = times.findIndex((time, index) => time < (times[index - 1] ?? time) - 1e-5)
      t.that(
        back < 0,
        'time() is never less than before',
        `time() was ${String(times[back - 1])} and then ${String(times[back])}`,
      )
    },
    { hint: 'Use a monotonic clock, such as performance.now(). The time of day can be set back.' },
  ),
  ...[5000, 1.79e12].map((epoch) =>
    check(
      'timers.follow-the-clock-of-the-loop',
      epoch === 5000 ? 'a clock that is set' : 'a clock of milliseconds since 1970 that is set',
      async (t) => {
        const loop = t.newEventLoop()
        let now = epoch
        // Sums of such numbers are rounded, so that the very deadline may lie on either side.
        const rounding = epoch === 5000 ? 0 : 1
        loop.time = () => now
        const handle = loop.callLater(1000, t.callback('callLater'))
        loop.callAt(epoch + 2000, t.callback('callAt'))
        const ran: string[][] = []
        const runAt = async (time: number): Promise<void> => {
          now = time
          await t.iterations(loop)
          ran.push(t.trace.labels())
        }
        await runAt(epoch)
        await runAt(epoch + 999)
        await runAt(epoch + 1000 + rounding)
        await runAt(epoch + 1999)
        await runAt(epoch + 2000 + rounding)
        t.same(handle.when(), epoch + 1000, 'when() of the timer')
        const due = [[], [], ['callLater'], ['callLater'], ['callLater', 'callAt']]
        const told = [
          'at once',
          '1 ms early',
          'at its deadline',
          '1 ms before the next',
          'at the next deadline',
        ]
        for (const [index, labels] of due.entries())
          t.sameItems(ran[index] ?? [], labels, `what ran ${told[index] ?? ''}`)
      },
      { hint },
    ),
  ),
  check(
    'timers.follow-the-clock-of-the-loop',
    'real time that passes while the clock stands',
    async (t) => {
      const loop: EventLoop = t.newEventLoop()
      loop.time = () => 100
      loop.callLater(1, t.callback('timer'))
      loop.callLater(0, t.callback('due'))
      const begun = t.host.now()
      loop.callSoon(() => {
        let look = begun
        while (look - begun < 5) look = t.host.now()
      })
      await t.iterations(loop)
      t.times('due', 1)
      t.times('timer', 0)
    },
    { hint },
  ),
  check(
    'timers.follow-the-clock-of-the-loop',
    'a loop whose turns are begun from outside',
    (t) => {
      const driven = driveLoop(t)
      const { loop, begin, end } = driven
      const timer = loop.callLater(10, t.callback('timer'))
      begin()
      loop.turn()
      driven.clock += 9
      loop.turn()
      const early = t.trace.count('timer')
      driven.clock += 2
      loop.turn()
      end()
      t.same(timer.when(), 1010, 'the deadline of callLater(10) at 1000')
      t.same(early, 0, 'how often the timer ran before its deadline')
      t.times('timer', 1)
    },
    { hint },
  ),
]
