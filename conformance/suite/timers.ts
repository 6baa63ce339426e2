import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { later } from './later.ts'
import { pass } from './stop-after.ts'
import { timersClockTests } from './timers-clock.ts'
import { timersFarTests } from './timers-far.ts'
import { timersOrderTests } from './timers-order.ts'
import { timersRealTests } from './timers-real.ts'

const early = 'Where due timers are collected: a timer is due when time() has come to its deadline.'
const refuses = 'callLater() and callAt(): look at the number before anything is put into the queue.'

/** Loops that keep whole milliseconds round the time, and the delay. */
const roundingMs = 2

export const timersTests: readonly ClauseTest[] = [
  ...(['callLater', 'callAt'] as const).map((method) =>
    clauseTest(
      'timers.never-before-the-deadline',
      `${method}() with delays close to each other`,
      async (check) => {
        const loop = check.newEventLoop()
        const missing: number[] = []
        for (const delay of [2.7, 0.3, 8.1, 1.5, 5.9, 4.2]) {
          const deadline = loop.time() + delay
          const look = check.callback('timer', () => missing.push(deadline - loop.time()))
          if (method === 'callAt') loop.callAt(deadline, look)
          else loop.callLater(delay, look)
        }
        await pass(check, loop, 14)
        check.times('timer', 6)
        neverEarly(check, missing)
      },
      { hint: early },
    ),
  ),
  clauseTest(
    'timers.never-before-the-deadline',
    'each timer scheduled by the one before',
    async (check) => {
      const loop = check.newEventLoop()
      const missing: number[] = []
      const schedule = (left: number): void => {
        if (loop.isClosed()) return
        if (left === 0) {
          loop.stop()
          return
        }
        const deadline = loop.time() + 1.6
        loop.callLater(
          1.6,
          check.callback('timer', () => {
            missing.push(deadline - loop.time())
            schedule(left - 1)
          }),
        )
      }
      schedule(5)
      check.waitingFor = 'five timers in a row'
      await loop.runForever()
      check.times('timer', 5)
      neverEarly(check, missing)
    },
    { hint: `${early} The timers of the host may wake you early: then sleep again.` },
  ),

  clauseTest(
    'timers.what-is-no-time-is-refused',
    'null and text',
    async (check) => {
      const loop = check.newEventLoop()
      const open = loop as unknown as Record<
        'callLater' | 'callAt',
        (time: unknown, callback: () => void) => unknown
      >
      const refused = check.callback('refused')
      const attempts = {
        'callLater(null)': check.attempt(() => open.callLater(null, refused)),
        "callLater('soon')": check.attempt(() => open.callLater('soon', refused)),
        'callAt(null)': check.attempt(() => open.callAt(null, refused)),
      }
      loop.callLater(1, check.callback('accepted'))
      await pass(check, loop)
      for (const [call, attempt] of Object.entries(attempts)) check.threw(attempt, 'TypeError', call)
      check.times('accepted', 1)
      check.times('refused', 0)
    },
    { hint: refuses },
  ),
  clauseTest(
    'timers.nan-is-refused',
    'NaN, and no delay at all',
    async (check) => {
      const loop = check.newEventLoop()
      const refused = check.callback('refused')
      const attempts = {
        'callLater(NaN)': check.attempt(() => loop.callLater(NaN, refused)),
        'callLater(undefined)': check.attempt(() => loop.callLater(undefined as never, refused)),
        'callAt(NaN)': check.attempt(() => loop.callAt(NaN, refused)),
      }
      loop.callLater(1, check.callback('accepted'))
      await pass(check, loop)
      for (const [call, { threw }] of Object.entries(attempts))
        check.that(threw, `${call} throws`, `${call} threw nothing`)
      check.times('accepted', 1)
      check.times('refused', 0)
    },
    { hint: refuses },
  ),

  clauseTest(
    'timers.renewed-timer-lets-others-run',
    'twenty times with a delay of zero, beside a callback and another timer',
    async (check) => {
      const loop = check.newEventLoop()
      let isInside = false
      let calledInside = 0
      const renew = (left: number): void => {
        // A loop that lets timers run when it is closed takes no new ones.
        if (loop.isClosed()) return
        if (isInside) calledInside++
        isInside = true
        check.note(left === 0 ? 'the last time' : 'again')
        if (left === 20) loop.callSoon(check.callback('callback'))
        if (left > 0) loop.callLater(0, renew, [left - 1])
        else later(loop, () => loop.stop())
        isInside = false
      }
      loop.callLater(0, renew, [20])
      loop.callLater(0, check.callback('timer'))
      check.waitingFor = 'the timer to have renewed itself twenty times'
      await loop.runForever()
      check.order('again', 'the last time')
      check.same(calledInside, 0, 'how often the timer ran inside its own call')
      check.order('callback', 'the last time')
      check.order('timer', 'the last time')
    },
    { hint: 'Collect the due timers once an iteration: what they schedule belongs to the next one.' },
  ),

  ...timersOrderTests,
  ...timersClockTests,
  ...timersFarTests,
  ...timersRealTests,
]

/** No timer ran when more than the rounding was missing to its deadline. */
function neverEarly(check: Check, missing: readonly number[]): void {
  const earliest = Math.max(...missing)
  check.that(
    earliest <= roundingMs,
    'time() has come to the deadline when the timer runs',
    `a timer ran when ${earliest.toFixed(3)} ms were missing to its deadline`,
  )
}
