/** What only real time can show. Lower bounds alone: how late a timer comes is the machine's affair. */
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { later } from './later.ts'

/** The resolution of two clocks, and a millisecond that was rounded. */
const slackMs = 2

export const timersRealTests: readonly ClauseTest[] = [
  clauseTest(
    'timers.clock-keeps-real-time',
    'a callback that works for ten milliseconds',
    async (check) => {
      const loop = check.newEventLoop()
      let passed = NaN
      loop.callSoon(() => {
        const before = loop.time()
        spin(check, 10)
        loop.callSoon(
          check.callback('next', () => {
            passed = loop.time() - before
          }),
        )
      })
      await check.iterations(loop)
      check.times('next', 1)
      check.that(
        passed >= 10 - slackMs,
        'time() goes on by at least 10 ms',
        `it went on by ${passed.toFixed(3)} ms`,
      )
    },
    { hint: 'A time that is kept for an iteration must be read anew before the next one.' },
  ),
  clauseTest(
    'timers.real-delays-pass',
    'twelve timers side by side',
    (check) =>
      delaysPass(
        check,
        Array.from({ length: 12 }, (_, index) => 1.7 * (index + 1)),
      ),
    { hint: 'Look at the clock when the timer of the host fires, which may be early: then sleep again.' },
  ),
  clauseTest(
    'timers.real-delays-pass',
    'scheduled after the loop has been blocked',
    (check) => delaysPass(check, [4, 8], () => spin(check, 6)),
    { hint: 'callLater() counts from the time of its call, and not from the beginning of the iteration.' },
  ),
]

/** Schedules the delays in a callback and holds each against the clock of the host. */
async function delaysPass(check: Check, delays: readonly number[], before?: () => void): Promise<void> {
  const loop = check.newEventLoop()
  const missing: number[] = []
  loop.callSoon(() => {
    before?.()
    for (const delay of delays) {
      const begun = check.host.now()
      loop.callLater(
        delay,
        check.callback('timer', () => {
          missing.push(begun + delay - check.host.now())
          if (missing.length === delays.length) later(loop, () => loop.stop())
        }),
      )
    }
  })
  check.waitingFor = 'all timers'
  await loop.runForever()
  check.times('timer', delays.length)
  const earliest = Math.max(...missing)
  check.that(
    earliest <= slackMs,
    'the delay has passed when the timer runs',
    `a timer ran ${earliest.toFixed(3)} ms early by a clock outside of the loop`,
  )
}

function spin(check: Check, ms: number): void {
  const begun = check.host.now()
  let look = begun
  while (look - begun < ms) look = check.host.now()
}
