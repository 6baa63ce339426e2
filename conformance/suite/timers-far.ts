/** Deadlines that lie further away than the timers of most hosts can wait. */
import type { EventLoop } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { pass } from './stop-after.ts'

const hint =
  'The timers of the host take no more than 2^31 - 1 milliseconds: wait for so long at most, look at the clock, and wait again.'

const delays = [2 ** 31 - 1, 2 ** 31, 2 ** 32 + 1, 1e13, Number.MAX_VALUE, Infinity]

export const timersFarTests: readonly ClauseTest[] = [
  clauseTest(
    'timers.far-deadlines-stay-far',
    'of 2^31 - 1 milliseconds and more, and Infinity, beside a near one',
    async (check) => {
      const loop = check.newEventLoop()
      const far = check.callback('far')
      for (const delay of delays) {
        loop.callLater(delay, far)
        loop.callAt(loop.time() + delay, far)
      }
      loop.callLater(3, check.callback('near'))
      await pass(check, loop, 8)
      check.times('near', 1)
      check.times('far', 0)
    },
    { hint },
  ),
  clauseTest(
    'timers.far-deadlines-stay-far',
    'cancelled',
    async (check) => {
      const loop = check.newEventLoop()
      const handles = delays.map((delay) => loop.callLater(delay, check.callback('far')))
      const [first, ...others] = handles
      first?.cancel()
      loop.callLater(
        3,
        check.callback('near', () => {
          for (const handle of others) handle.cancel()
        }),
      )
      await pass(check, loop, 8)
      check.times('near', 1)
      check.times('far', 0)
      check.same(
        handles.filter((handle) => handle.cancelled()).length,
        delays.length,
        'how many are cancelled',
      )
    },
    { hint },
  ),
  ...[2 ** 31, 2 ** 32 + 1, Infinity].map((delay) =>
    clauseTest(
      'timers.far-timer-alone-is-not-early',
      delay === Infinity ? 'Infinity' : `${String(delay)} milliseconds`,
      async (check) => {
        const loop = check.newEventLoop()
        const missing = await aloneFor(check, loop, delay)
        check.happened('woken')
        check.that(
          missing <= 2,
          'the timer does not run before time() has come to its deadline',
          `it ran when ${String(missing)} ms were missing`,
        )
      },
      { hint },
    ),
  ),
]

/**
 * Leaves the loop alone with the timer for some milliseconds of the host. Answers what was missing to the deadline when
 * the timer ran; a clock that jumps may have come to it.
 */
async function aloneFor(check: Check, loop: EventLoop, delay: number): Promise<number> {
  let missing = -Infinity
  const deadline = loop.time() + delay
  loop.callLater(
    delay,
    check.callback('far', () => {
      missing = deadline - loop.time()
    }),
  )
  const run = loop.runForever()
  check.host.setTimeout(() => {
    loop.callSoon(check.callback('woken', () => loop.stop()))
  }, 10)
  check.waitingFor = 'the loop to be woken'
  await run
  return missing
}
