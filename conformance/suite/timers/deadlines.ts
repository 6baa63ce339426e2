import type { EventLoop } from '../../../spec/index.ts'
import { check, oneOf, type CheckContext, type Check } from '../../harness/index.ts'
import { neverEarly } from '../support/clock.ts'
import { later, pass, stopAfter } from '../support/turns.ts'

const early = 'Run a timer only when time() has reached its deadline.'
const refuses = 'In callLater() and callAt(), check the number before you add to the queue.'

/** Delays of timers that are overdue when they are scheduled. */
const overdue = oneOf<number>(
  ['a second ago', () => -1000],
  ['now', () => 0],
  ['a minute ago', () => -61_000],
  ['a day ago', () => -86_400_000],
  ['30 years ago', () => -1e12],
)

const delaysOfOneFunction = oneOf<readonly number[]>(
  ['a short one before long ones', () => [3, 24, 12]],
  ['a long one before short ones', () => [24, 3, 12]],
  ['two long ones before a short one', () => [18, 18, 3]],
)

/** The arguments of call number `index`, or nothing if it gets none. */
const argumentsOfOneFunction = oneOf<(index: number) => readonly unknown[] | undefined>(
  ['not given', () => () => undefined],
  ['the same', () => () => ['same']],
  ['different', () => (index) => [index]],
)

export const timersDeadlinesChecks: readonly Check[] = [
  check(
    'timers.passed-deadline-is-due',
    'five milliseconds too late',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callLater(-5, t.callback('negative delay'))
      loop.callAt(loop.time() - 5, t.callback('deadline in the past'))
      t.note('both are scheduled')
      t.waitingFor = 'a timer of 20 ms'
      stopAfter(loop, 20)
      await loop.runForever()
      for (const label of ['negative delay', 'deadline in the past']) {
        t.times(label, 1)
        t.order('both are scheduled', label)
      }
    },
    { hint: 'Run a timer as soon as its deadline is not later than time().' },
  ),
  check(
    'timers.passed-deadline-is-due',
    'a deadline long ago',
    async (t) => {
      const loop = t.newEventLoop()
      const delay = t.draw('the deadline was', overdue)
      loop.callLater(delay, t.callback('by callLater()'))
      loop.callAt(loop.time() + delay, t.callback('by callAt()'))
      await pass(t, loop, 1)
      t.times('by callLater()', 1)
      t.times('by callAt()', 1)
    },
    { hint: 'Run a timer however late it is.' },
  ),

  ...(['callLater', 'callAt'] as const).map((method) =>
    check(
      'timers.never-before-the-deadline',
      `${method}() with delays close to each other`,
      async (t) => {
        const loop = t.newEventLoop()
        const missing: number[] = []
        for (const delay of [2.7, 0.3, 8.1, 1.5, 5.9, 4.2]) {
          const deadline = loop.time() + delay
          const look = t.callback('timer', () => missing.push(deadline - loop.time()))
          if (method === 'callAt') loop.callAt(deadline, look)
          else loop.callLater(delay, look)
        }
        await pass(t, loop, 14)
        t.times('timer', 6)
        await neverEarly(t, loop, missing)
      },
      { hint: early },
    ),
  ),
  ...(['callLater', 'callAt'] as const).map((method) =>
    check(
      'timers.never-before-the-deadline',
      `one function in several calls of ${method}()`,
      async (t) => {
        const loop = t.newEventLoop()
        const delays = t.draw('the delays were', delaysOfOneFunction)
        const args = t.draw('the arguments were', argumentsOfOneFunction)
        const [deadlines, times]: [number[], number[]] = [[], []]
        const look = t.callback('timer', () => times.push(loop.time()))
        for (const [index, delay] of delays.entries()) {
          deadlines.push(loop.time() + delay)
          const when = method === 'callAt' ? loop.time() + delay : delay
          const given = args(index)
          if (given === undefined) loop[method](when, look)
          else loop[method](when, look, given)
        }
        await pass(t, loop, Math.max(...delays) + 6)
        t.times('timer', delays.length)
        // When the function is called for the nth time, n deadlines have passed, whichever call it belongs to.
        deadlines.sort((one, other) => one - other)
        const missing = times.map((time, index) => (deadlines[index] ?? time) - time)
        await neverEarly(t, loop, missing)
      },
      { hint: 'Give each call a timer of its own, also if another one has the same function.' },
    ),
  ),
  check(
    'timers.never-before-the-deadline',
    'each timer scheduled by the one before',
    async (t) => {
      const loop = t.newEventLoop()
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
          t.callback('timer', () => {
            missing.push(deadline - loop.time())
            schedule(left - 1)
          }),
        )
      }
      schedule(5)
      t.waitingFor = 'five timers in a row'
      await loop.runForever()
      t.times('timer', 5)
      await neverEarly(t, loop, missing)
    },
    { hint: `${early} A timer of the host may fire early: then sleep again.` },
  ),

  ...(['before the run', 'in a callback'] as const).map((when) =>
    check(
      'timers.never-before-the-deadline',
      `the first of two is cancelled ${when}`,
      async (t) => {
        const loop = t.newEventLoop()
        const missing: number[] = []
        const [near, deadline] = [loop.callLater(4, t.callback('cancelled')), loop.time() + 12]
        loop.callAt(
          deadline,
          t.callback('timer', () => missing.push(deadline - loop.time())),
        )
        if (when === 'before the run') near.cancel()
        else later(loop, () => near.cancel(), 1)
        await pass(t, loop, 16)
        t.times('timer', 1)
        await neverEarly(t, loop, missing)
      },
      {
        hint: 'When the loop wakes up, compare each deadline with the clock, also after a timer was cancelled.',
      },
    ),
  ),

  check(
    'timers.what-is-no-time-is-refused',
    'null and text',
    async (t) => {
      const loop = t.newEventLoop()
      const refused = t.callback('refused')
      const attempts = {
        'callLater(null)': t.attempt(() => loop.callLater(null as never, refused)),
        "callLater('soon')": t.attempt(() => loop.callLater('soon' as never, refused)),
        'callAt(null)': t.attempt(() => loop.callAt(null as never, refused)),
      }
      await onlyAcceptedRuns(t, loop, () => {
        for (const [call, attempt] of Object.entries(attempts)) t.threw(attempt, 'TypeError', call)
      })
    },
    { hint: refuses },
  ),
  check(
    'timers.nan-is-refused',
    'NaN, and no delay at all',
    async (t) => {
      const loop = t.newEventLoop()
      const refused = t.callback('refused')
      const attempts = {
        'callLater(NaN)': t.attempt(() => loop.callLater(NaN, refused)),
        'callLater(undefined)': t.attempt(() => loop.callLater(undefined as never, refused)),
        'callAt(NaN)': t.attempt(() => loop.callAt(NaN, refused)),
      }
      await onlyAcceptedRuns(t, loop, () => {
        for (const [call, { threw }] of Object.entries(attempts))
          t.that(threw, `${call} throws`, `${call} did not throw`)
      })
    },
    { hint: refuses },
  ),

  check(
    'timers.renewed-timer-lets-others-run',
    'with a delay of zero, until a callback and another timer have run',
    async (t) => {
      const loop = t.newEventLoop()
      let isInside = false
      let calledInside = 0
      // Each time can take long on a loop that is late. Three times show what a timer that renews itself does.
      const others = (): boolean => ['callback', 'timer'].every((label) => t.trace.count(label) > 0)
      const renew = (count: number): void => {
        // A loop that lets timers run when it is closed takes no new ones.
        if (loop.isClosed()) return
        if (isInside) calledInside++
        isInside = true
        const last = count === 20 || (count >= 3 && others())
        t.note(last ? 'the last time' : 'again')
        if (count === 0) loop.callSoon(t.callback('callback'))
        if (!last) loop.callLater(0, renew, [count + 1])
        else later(loop, () => loop.stop())
        isInside = false
      }
      loop.callLater(0, renew, [0])
      loop.callLater(0, t.callback('timer'))
      t.waitingFor = 'the timer to have renewed itself three times'
      await loop.runForever()
      t.order('again', 'the last time')
      t.same(calledInside, 0, 'how often the timer ran inside its own call')
      t.order('callback', 'the last time')
      t.order('timer', 'the last time')
    },
    { hint: 'Collect the due timers once an iteration. What they schedule runs in the next one.' },
  ),
]

/** Runs the loop with a timer that it accepts. `judge` checks that the others were refused. None of those may have run. */
async function onlyAcceptedRuns(t: CheckContext, loop: EventLoop, judge: () => void): Promise<void> {
  loop.callLater(1, t.callback('accepted'))
  await pass(t, loop)
  judge()
  t.times('accepted', 1)
  t.times('refused', 0)
}
