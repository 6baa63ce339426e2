/** Deadlines that lie further away than the timers of most hosts can wait. */
import type { EventLoop } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { neverEarly } from '../support/clock.ts'
import { fromHost } from '../support/from-host.ts'
import { pass } from '../support/turns.ts'

const hint =
  'Sleep for at most 2^31 - 1 milliseconds, the longest timer of the host. Then check the clock, and sleep again.'

const delays = [2 ** 31 - 1, 2 ** 31, 2 ** 32 + 1, 1e13, Number.MAX_VALUE, Infinity]

export const timersFarChecks: readonly Check[] = [
  check(
    'timers.far-deadlines-stay-far',
    'of 2^31 - 1 milliseconds and more, and Infinity, beside a near one',
    async (t) => {
      const loop = t.newEventLoop()
      const far = t.callback('far')
      for (const delay of delays) {
        loop.callLater(delay, far)
        loop.callAt(loop.time() + delay, far)
      }
      loop.callLater(3, t.callback('near'))
      await pass(t, loop, 8)
      t.times('near', 1)
      t.times('far', 0)
    },
    { hint },
  ),
  check(
    'timers.far-deadlines-stay-far',
    'cancelled',
    async (t) => {
      const loop = t.newEventLoop()
      const handles = delays.map((delay) => loop.callLater(delay, t.callback('far')))
      const [first, ...others] = handles
      first?.cancel()
      loop.callLater(
        3,
        t.callback('near', () => {
          for (const handle of others) handle.cancel()
        }),
      )
      await pass(t, loop, 8)
      t.times('near', 1)
      t.times('far', 0)
      t.same(handles.filter((handle) => handle.cancelled()).length, delays.length, 'how many are cancelled')
    },
    { hint },
  ),
  ...[2 ** 31, 2 ** 32 + 1, Infinity].map((delay) =>
    check(
      'timers.far-timer-alone-is-not-early',
      delay === Infinity ? 'Infinity' : `${String(delay)} milliseconds`,
      async (t) => {
        const loop = t.newEventLoop()
        const missing = await aloneFor(t, loop, delay)
        t.happened('woken')
        await neverEarly(t, loop, [missing], 'the timer does not run before time() has reached its deadline')
      },
      { hint },
    ),
  ),
]

/**
 * Leaves the loop alone with the timer for some milliseconds of the host. Returns what was missing to the deadline when
 * the timer ran; a clock that jumps may have come to it.
 */
async function aloneFor(t: CheckContext, loop: EventLoop, delay: number): Promise<number> {
  let missing = -Infinity
  const deadline = loop.time() + delay
  loop.callLater(
    delay,
    t.callback('far', () => {
      missing = deadline - loop.time()
    }),
  )
  const run = loop.runForever()
  const wake = fromHost(t, () => {
    loop.callSoon(t.callback('woken', () => loop.stop()))
  })
  t.host.setTimeout(wake, 10)
  t.waitingFor = 'the loop to be woken'
  await run
  return missing
}
