/** What only real time can show. Only lower bounds: how late a timer fires depends on the machine. */
import type { EventLoop } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { allowedEarliness, roundingMs } from '../support/clock.ts'
import { later } from '../support/turns.ts'

export const timersRealChecks: readonly Check[] = [
  check(
    'timers.clock-keeps-real-time',
    'a callback that works for ten milliseconds',
    async (t) => {
      const loop = t.newEventLoop()
      let [worked, allowed] = [10, roundingMs]
      let passed = await advanceDuring(t, loop, worked)
      t.times('next', 1)
      if (passed < worked - allowed) {
        allowed = await allowedEarliness(t, loop)
        worked += 2 * allowed
        passed = await advanceDuring(t, loop, worked)
      }
      t.that(
        passed >= worked - allowed,
        `time() advances by at least ${worked.toFixed(0)} ms`,
        `time() advanced by ${passed.toFixed(3)} ms`,
      )
    },
    { hint: 'Read the clock again before each iteration.' },
  ),
  check(
    'timers.real-delays-pass',
    'twelve timers side by side',
    (t) =>
      delaysPass(
        t,
        Array.from({ length: 12 }, (_, index) => 1.7 * (index + 1)),
      ),
    { hint: 'Check the clock when a timer of the host fires. If it is early, sleep again.' },
  ),
  check(
    'timers.real-delays-pass',
    'scheduled after another one, with work in between',
    (t) =>
      delaysPass(t, [40, 50], (loop) => {
        loop.callLater(1000, t.callback('cancelled')).cancel()
        spin(t, 30)
      }),
    { hint: 'In callLater(), read the clock at each call, also if the same callback has called it before.' },
  ),
  check(
    'timers.real-delays-pass',
    'scheduled after the loop has been blocked',
    (t) => delaysPass(t, [4, 8], () => spin(t, 6)),
    { hint: 'In callLater(), count from the time of the call, not from the beginning of the iteration.' },
  ),
]

/** Schedules the delays in a callback and holds each against the clock of the host. */
async function delaysPass(
  t: CheckContext,
  delays: readonly number[],
  before?: (loop: EventLoop) => void,
): Promise<void> {
  const loop = t.newEventLoop()
  const missing: number[] = []
  loop.callSoon(() => {
    before?.(loop)
    for (const delay of delays) {
      const begun = t.host.now()
      loop.callLater(
        delay,
        t.callback('timer', () => {
          missing.push(begun + delay - t.host.now())
          if (missing.length === delays.length) later(loop, () => loop.stop())
        }),
      )
    }
  })
  t.waitingFor = 'all timers'
  await loop.runForever()
  t.times('timer', delays.length)
  const earliest = Math.max(...missing)
  // The deadline is counted from the last step of the clock, and the timer may run one step before it.
  const allowed = earliest <= roundingMs ? roundingMs : 2 * (await allowedEarliness(t, loop))
  t.that(
    earliest <= allowed,
    'the delay has passed when the timer runs',
    `a timer ran ${earliest.toFixed(3)} ms early by the clock of the host`,
  )
}

/** By how much `time()` advances from a callback that works for `ms` milliseconds to the next callback. */
async function advanceDuring(t: CheckContext, loop: EventLoop, ms: number): Promise<number> {
  let passed = NaN
  loop.callSoon(() => {
    const before = loop.time()
    spin(t, ms)
    loop.callSoon(
      t.callback('next', () => {
        passed = loop.time() - before
      }),
    )
  })
  await t.iterations(loop)
  return passed
}

function spin(t: CheckContext, ms: number): void {
  const begun = t.host.now()
  let look = begun
  while (look - begun < ms) look = t.host.now()
}
