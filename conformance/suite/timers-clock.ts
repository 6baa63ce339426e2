/** The clock that timers are kept by. */
import type { EventLoop } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { later } from './later.ts'
import { pass } from './stop-after.ts'
import { driveLoop } from './successor-loop.ts'

const hint = 'Wherever the time is needed, ask this.time().'

export const timersClockTests: readonly ClauseTest[] = [
  clauseTest(
    'timers.clock-never-goes-back',
    'asked in callbacks, in timers, and between them',
    async (check) => {
      const loop = check.newEventLoop()
      const times = [loop.time()]
      const look = (): void => void times.push(loop.time(), loop.time())
      for (let hops = 0; hops < 8; hops++) later(loop, () => look(), hops)
      for (const delay of [0, 1, 2, 3, 5]) loop.callLater(delay, () => look())
      loop.callSoon(check.callback('callback'))
      await pass(check, loop)
      look()
      check.happened('callback')
      check.that(times.every(Number.isFinite), 'time() is a finite number', `it was ${times.join(', ')}`)
      // As much as the way from seconds to milliseconds and back may cost.
      const back = times.findIndex((time, index) => time < (times[index - 1] ?? time) - 1e-5)
      check.that(
        back < 0,
        'time() is never less than before',
        `time() was ${String(times[back - 1])} and then ${String(times[back])}`,
      )
    },
    { hint: 'Take a monotonic clock, such as performance.now(): the time of day is set back now and then.' },
  ),
  ...[5000, 1.79e12].map((epoch) =>
    clauseTest(
      'timers.follow-the-clock-of-the-loop',
      epoch === 5000 ? 'a clock that is set' : 'a clock of milliseconds since 1970 that is set',
      async (check) => {
        const loop = check.newEventLoop()
        let now = epoch
        // Sums of such numbers are rounded, so that the very deadline may lie on either side.
        const rounding = epoch === 5000 ? 0 : 1
        loop.time = () => now
        const handle = loop.callLater(1000, check.callback('callLater'))
        loop.callAt(epoch + 2000, check.callback('callAt'))
        const ran: string[][] = []
        const runAt = async (time: number): Promise<void> => {
          now = time
          await check.iterations(loop)
          ran.push(check.trace.labels())
        }
        await runAt(epoch)
        await runAt(epoch + 999)
        await runAt(epoch + 1000 + rounding)
        await runAt(epoch + 1999)
        await runAt(epoch + 2000 + rounding)
        check.same(handle.when(), epoch + 1000, 'when() of the timer')
        const due = [[], [], ['callLater'], ['callLater'], ['callLater', 'callAt']]
        const told = [
          'at once',
          '1 ms early',
          'at its deadline',
          '1 ms before the next',
          'at the next deadline',
        ]
        for (const [index, labels] of due.entries())
          check.sameMembers(ran[index] ?? [], labels, `what had run ${told[index] ?? ''}`)
      },
      { hint },
    ),
  ),
  clauseTest(
    'timers.follow-the-clock-of-the-loop',
    'real time that passes while the clock stands',
    async (check) => {
      const loop: EventLoop = check.newEventLoop()
      loop.time = () => 100
      loop.callLater(1, check.callback('timer'))
      loop.callLater(0, check.callback('due'))
      const begun = check.host.now()
      loop.callSoon(() => {
        let look = begun
        while (look - begun < 5) look = check.host.now()
      })
      await check.iterations(loop)
      check.times('due', 1)
      check.times('timer', 0)
    },
    { hint },
  ),
  clauseTest(
    'timers.follow-the-clock-of-the-loop',
    'a loop whose turns somebody else begins',
    (check) => {
      const driven = driveLoop(check)
      const { loop, begin, end } = driven
      const timer = loop.callLater(10, check.callback('timer'))
      begin()
      loop.turn()
      driven.clock += 9
      loop.turn()
      const early = check.trace.count('timer')
      driven.clock += 2
      loop.turn()
      end()
      check.same(timer.when(), 1010, 'the deadline of callLater(10) at 1000')
      check.same(early, 0, 'how often the timer ran before its deadline')
      check.times('timer', 1)
    },
    { hint },
  ),
]
