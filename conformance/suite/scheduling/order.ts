import type { Callback } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { clockOnlyJumps } from '../support/clock.ts'
import { stopwatch, stopAfter } from '../support/turns.ts'

const queue = 'Use one queue: append in callSoon(), and take from the front in an iteration.'

export const schedulingOrderChecks: readonly Check[] = [
  check(
    'scheduling.callbacks-run-in-order',
    'three callbacks scheduled at once',
    async (t) => {
      const loop = t.newEventLoop()
      for (const label of ['a', 'b', 'c']) loop.callSoon(t.callback(label))
      await t.iterations(loop)
      t.order('a', 'b', 'c')
    },
    { hint: queue },
  ),
  check(
    'scheduling.callbacks-run-in-order',
    'callbacks that schedule others',
    async (t) => {
      const loop = t.newEventLoop()
      const parent = (label: string): Callback =>
        t.callback(label, () => {
          loop.callSoon(t.callback(`${label}1`))
          loop.callSoon(t.callback(`${label}2`))
        })
      loop.callSoon(parent('a'))
      loop.callSoon(parent('b'))
      await t.iterations(loop)
      t.order('a', 'b', 'a1', 'a2', 'b1', 'b2')
    },
    { hint: `${queue} Append what a callback schedules, too.` },
  ),
  check(
    'scheduling.callbacks-run-in-order',
    'a thousand callbacks',
    async (t) => {
      const loop = t.newEventLoop()
      const seen: number[] = []
      const due = Array.from({ length: 1000 }, (_, index) => index)
      for (const index of due) loop.callSoon(() => seen.push(index))
      await t.iterations(loop)
      const wrong = due.find((index) => seen[index] !== index)
      const happened = `callback number ${String(wrong)} to run was callback ${String(seen[wrong ?? 0])}`
      t.that(wrong === undefined, 'callback n is the nth to run', happened)
    },
    { hint: queue },
  ),

  check(
    'scheduling.each-call-runs-once',
    'one function scheduled three times, without an argument and with one',
    async (t) => {
      const loop = t.newEventLoop()
      const callback = t.callback('called')
      for (let call = 0; call < 3; call++) loop.callSoon(callback)
      const [withArgument, argument] = [t.callback('called with an argument'), {}]
      for (let call = 0; call < 3; call++) loop.callSoon(withArgument, [argument])
      t.note('scheduled')
      await t.iterations(loop)
      t.order('scheduled', 'called')
      t.times('called', 3)
      t.times('called with an argument', 3)
      loop.callSoon(withArgument, [argument])
      await t.iterations(loop)
      t.times('called with an argument', 4)
    },
    {
      hint: 'Queue each call. A Set or a Map keyed by the function or its arguments loses some.',
    },
  ),
  check(
    'scheduling.each-call-runs-once',
    'a second and a third run',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callSoon(t.callback('first'))
      await t.iterations(loop)
      loop.callSoon(t.callback('second'))
      await t.iterations(loop)
      await t.iterations(loop)
      t.order('first', 'second')
      t.times('first', 1)
      t.times('second', 1)
    },
    { hint: 'Remove a callback from the queue before you run it.' },
  ),

  ...(['callSoon', 'callSoonThreadsafe'] as const).flatMap((method) => [
    check(
      'scheduling.nothing-runs-inline',
      `${method}() before the run`,
      async (t) => {
        const loop = t.newEventLoop()
        loop[method](t.callback('callback'))
        t.note('call returned')
        await t.iterations(loop)
        t.order('call returned', 'callback')
      },
      { hint: `In ${method}(), only append to the queue.` },
    ),
    check(
      'scheduling.nothing-runs-inline',
      `${method}() in a callback`,
      async (t) => {
        const loop = t.newEventLoop()
        loop.callSoon(() => {
          loop[method](t.callback('callback'))
          t.note('call returned')
        })
        await t.iterations(loop)
        t.order('call returned', 'callback')
      },
      { hint: `In ${method}(), only append to the queue, also while the loop runs.` },
    ),
  ]),

  check(
    'scheduling.arguments-are-passed',
    'none, one and seven arguments',
    async (t) => {
      const loop = t.newEventLoop()
      const received: unknown[][] = []
      const take =
        (which: string): Callback =>
        (...args: unknown[]) => (t.note('called', which), received.push(args))
      const [list, seven] = [
        [1, 2],
        [1, 'two', null, true, 'five', 6, 'seven'],
      ]
      loop.callSoon(take('without arguments'))
      loop.callSoon(take('with an empty list'), [])
      loop.callSoon(take('with a list'), [list])
      loop.callSoon(take('with seven arguments'), seven)
      t.note('scheduled')
      await t.iterations(loop)
      t.order('scheduled', 'called')
      t.same(received.length, 4, 'the number of calls')
      const [without, empty, one, many] = received as [unknown[], unknown[], unknown[], unknown[]]
      t.same(without.length, 0, 'the number of arguments of a callback scheduled without any')
      t.same(empty.length, 0, 'the number of arguments of a callback scheduled with []')
      t.same(one.length, 1, 'the number of arguments of a callback scheduled with [list]')
      t.sameItems(one[0] as unknown[], list, 'the one argument')
      t.sameItems(many, seven, 'the arguments')
    },
    { hint: 'Call callback(...args), with every argument and nothing else.' },
  ),

  starvationTest('a due timer beside a callback that schedules itself', 0),
  // Some loops take a timer without a delay for a callback.
  starvationTest('a timer of five milliseconds beside one', 5),

  check(
    'scheduling.timers-run-their-callbacks',
    'delays of one and zero',
    async (t) => {
      const loop = t.newEventLoop()
      t.waitingFor = 'a timer of 20 ms'
      const now = loop.time()
      loop.callLater(1, t.callback('delay of one'))
      loop.callLater(0, t.callback('delay of zero'))
      loop.callAt(now, t.callback('deadline now'))
      stopAfter(loop, 20)
      await loop.runForever()
      for (const label of ['delay of one', 'delay of zero', 'deadline now']) t.times(label, 1)
    },
    {
      hint: 'Run a timer as soon as its deadline is not later than time(). Both are in milliseconds: check that time() does not return seconds.',
    },
  ),
  check(
    'scheduling.timers-run-their-callbacks',
    'arguments',
    async (t) => {
      const loop = t.newEventLoop()
      t.waitingFor = 'a timer of 5 ms'
      const received: unknown[] = []
      loop.callLater(0, (...args: unknown[]) => received.push(...args), ['a', null, 3])
      loop.callLater(5, (...args: unknown[]) => {
        received.push(args.length)
        loop.stop()
      })
      await loop.runForever()
      t.sameItems(
        received,
        ['a', null, 3, 0],
        'the arguments of the first timer, and how many the second has',
      )
    },
    { hint: 'In callLater() and callAt(), take the arguments as callSoon() does.' },
  ),

  ...(
    [
      ['undefined', undefined],
      ['null', null],
      ['an object', {}],
      ['a list', []],
    ] as const
  ).map(([what, value]) =>
    check(
      'scheduling.what-cannot-be-called-is-an-error',
      what,
      async (t) => {
        const loop = t.newEventLoop()
        const attempt = t.attempt(() => loop.callSoon(value as unknown as Callback))
        loop.callSoon(t.callback('next'))
        await t.iterations(loop)
        const reports = t.reports(loop)
        t.happened('next')
        if (attempt.threw) {
          t.threw(attempt, 'TypeError', `callSoon(${what})`)
          return
        }
        t.same(reports.length, 1, `the number of errors reported for callSoon(${what})`)
      },
      {
        hint: 'Throw a TypeError in callSoon(), or let the call of the callback fail and report that error.',
      },
    ),
  ),
]

/** Milliseconds of callbacks after which a timer that is due has had every chance to run. */
const latestMs = 80

/** A callback goes on scheduling itself until the timer has run, or until it is clear that it will not. */
function starvationTest(situation: string, delayMs: number): Check {
  return check(
    'scheduling.callbacks-of-callbacks-wait-for-the-next-iteration',
    situation,
    async (t) => {
      const isNeverLate = delayMs > 0 && (await clockOnlyJumps(t))
      const loop = t.newEventLoop()
      const spent = stopwatch(t)
      let ran = false
      let spins = 0
      const due = loop.time() + delayMs
      loop.callLater(delayMs, () => {
        ran = true
      })
      // If the clock stops while callbacks run, a late timer proves nothing. If it goes on, the timer may still be late.
      const patient = (): boolean => {
        if (spins < 200) return true
        const isDue = loop.time() > due
        return isDue ? spent() < latestMs : !isNeverLate && delayMs > 0 && spent() < 15
      }
      const spin = (): void => {
        spins++
        if (!ran && patient()) loop.callSoon(spin)
        else loop.stop()
      }
      loop.callSoon(t.callback('first iteration', spin))
      t.note('scheduled')
      await loop.runForever()
      t.order('scheduled', 'first iteration')
      const judged = ran || loop.time() > due
      t.that(
        !judged || ran,
        'the timer runs between two iterations',
        `the timer had not run after ${String(spins)} calls of the callback`,
      )
    },
    {
      hint: 'In each iteration, run only the callbacks that were ready when it began, and check the timers.',
    },
  )
}
