/** The clock that timers are kept by. */
import type { EventLoop } from '../../../spec/index.ts'
import { check, type Check, type CheckContext } from '../../harness/index.ts'
import { allowedEarliness, roundingMs } from '../support/clock.ts'
import { fixed } from '../support/sizes.ts'
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
      t.that(times.every(Number.isFinite), 'time() is a finite number', `time() was ${times.join(', ')} ms`)
      // As much as the way from seconds to milliseconds and back may cost.
      const back = times.findIndex((time, index) => time < (times[index - 1] ?? time) - 1e-5)
      t.that(
        back < 0,
        'time() is never less than before',
        `time() was ${String(times[back - 1])} and then ${String(times[back])} ms`,
      )
    },
    { hint: 'Use a monotonic clock, such as performance.now(). The time of day can be set back.' },
  ),
  check(
    'timers.clock-never-goes-back',
    'read again and again',
    async (t) => {
      const loop = t.newEventLoop()
      const count = t.draw('readings', fixed(1000, 100))
      const times: number[] = []
      loop.callSoon(
        t.callback('reads', () => {
          for (let index = 0; index < count; index++) times.push(loop.time())
        }),
      )
      await t.iterations(loop)
      t.happened('reads')
      const back = times.findIndex((time, index) => time < (times[index - 1] ?? time) - 1e-5)
      const [before, after] = [String(times[back - 1]), String(times[back])]
      t.that(back < 0, 'time() is never less than before', `time() was ${before} and then ${after} ms`)
    },
    { hint: 'Use a monotonic clock. Never correct it backwards.' },
  ),
  ...[5000, 1.79e12].map((epoch) =>
    check(
      'timers.follow-the-clock-of-the-loop',
      epoch === 5000 ? 'a clock that is set' : 'a clock of milliseconds since 1970 that is set',
      (t) => knowsHowEarly(t, (earlyMs) => clockIsSet(t, epoch, earlyMs)),
      { hint },
    ),
  ),
  check(
    'timers.follow-the-clock-of-the-loop',
    'real time that passes while the clock stands',
    (t) => knowsHowEarly(t, (earlyMs) => clockStands(t, earlyMs)),
    { hint },
  ),
  check(
    'timers.follow-the-clock-of-the-loop',
    'a loop whose turns are begun from outside',
    (t) => knowsHowEarly(t, async (earlyMs) => drivenFromOutside(t, earlyMs)),
    { hint },
  ),
]

/** What a look at timers found: whether one of them was early, and how to judge that. */
interface Look {
  readonly early: boolean
  readonly judge: () => void
}

/** Looks one millisecond before a deadline, and earlier if the clock of the loop has larger steps. Then judges. */
async function knowsHowEarly(t: CheckContext, look: (earlyMs: number) => Promise<Look>): Promise<void> {
  let found = await look(1)
  if (found.early) {
    const allowed = await allowedEarliness(t, t.newEventLoop())
    if (allowed > roundingMs) found = await look(Math.ceil(allowed) + 1)
  }
  found.judge()
}

async function clockIsSet(t: CheckContext, epoch: number, earlyMs: number): Promise<Look> {
  const loop = t.newEventLoop()
  let now = epoch
  // Sums of such numbers are rounded, so that the very deadline may lie on either side.
  const rounding = epoch === 5000 ? 0 : 1
  loop.time = () => now
  const labels: string[] = []
  const timer = (label: string) => t.callback(label, () => labels.push(label))
  const handle = loop.callLater(1000, timer('callLater'))
  loop.callAt(epoch + 2000, timer('callAt'))
  const ran: string[][] = []
  for (const passed of [0, 1000 - earlyMs, 1000 + rounding, 2000 - earlyMs, 2000 + rounding]) {
    now = epoch + passed
    await t.iterations(loop)
    ran.push([...labels])
  }
  const due = [[], [], ['callLater'], ['callLater'], ['callLater', 'callAt']]
  const told = [
    'at once',
    `${String(earlyMs)} ms early`,
    'at its deadline',
    `${String(earlyMs)} ms before the next`,
    'at the next deadline',
  ]
  const judge = (): void => {
    t.same(handle.when(), epoch + 1000, 'when() of the timer')
    for (const [index, expected] of due.entries())
      t.sameItems(ran[index] ?? [], expected, `what ran ${told[index] ?? ''}`)
  }
  return { early: due.some((expected, index) => (ran[index]?.length ?? 0) > expected.length), judge }
}

async function clockStands(t: CheckContext, earlyMs: number): Promise<Look> {
  const loop: EventLoop = t.newEventLoop()
  const before = { timer: t.trace.count('timer'), due: t.trace.count('due') }
  loop.time = () => 100
  loop.callLater(earlyMs, t.callback('timer'))
  loop.callLater(0, t.callback('due'))
  const begun = t.host.now()
  loop.callSoon(() => {
    let look = begun
    while (look - begun < earlyMs + 4) look = t.host.now()
  })
  await t.iterations(loop)
  const early = t.trace.count('timer') > before.timer
  const judge = (): void => {
    t.times('due', before.due + 1)
    t.times('timer', before.timer)
  }
  return { early, judge }
}

function drivenFromOutside(t: CheckContext, earlyMs: number): Look {
  const driven = driveLoop(t)
  const { loop, begin, end } = driven
  let count = 0
  const delay = earlyMs + 9
  const timer = loop.callLater(
    delay,
    t.callback('timer', () => count++),
  )
  begin()
  loop.turn()
  driven.clock += 9
  loop.turn()
  const early = count
  driven.clock += earlyMs + 1
  loop.turn()
  end()
  const judge = (): void => {
    t.same(timer.when(), 1000 + delay, `the deadline of callLater(${String(delay)}) at 1000`)
    t.same(early, 0, 'how often the timer ran before its deadline')
    t.same(count, 1, 'how often the timer ran')
  }
  return { early: early > 0, judge }
}
