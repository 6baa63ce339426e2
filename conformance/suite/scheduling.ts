import type { Callback } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { schedulingContextTests } from './scheduling-context.ts'
import { schedulingDebugTests } from './scheduling-debug.ts'
import { schedulingHostTests } from './scheduling-host.ts'
import { schedulingRealTests } from './scheduling-real.ts'
import { stopwatch } from './stopwatch.ts'
import { stopAfter } from './stop-after.ts'

const queue = 'One queue: callSoon() appends, an iteration takes from the front.'

const coreTests: readonly ClauseTest[] = [
  clauseTest(
    'scheduling.callbacks-run-in-order',
    'three callbacks scheduled at once',
    async (check) => {
      const loop = check.newEventLoop()
      for (const label of ['a', 'b', 'c']) loop.callSoon(check.callback(label))
      await check.iterations(loop)
      check.order('a', 'b', 'c')
    },
    { hint: queue },
  ),
  clauseTest(
    'scheduling.callbacks-run-in-order',
    'callbacks that schedule others',
    async (check) => {
      const loop = check.newEventLoop()
      const parent = (label: string): Callback =>
        check.callback(label, () => {
          loop.callSoon(check.callback(`${label}1`))
          loop.callSoon(check.callback(`${label}2`))
        })
      loop.callSoon(parent('a'))
      loop.callSoon(parent('b'))
      await check.iterations(loop)
      check.order('a', 'b', 'a1', 'a2', 'b1', 'b2')
    },
    { hint: `${queue} What a callback schedules goes behind everything that stands there.` },
  ),
  clauseTest(
    'scheduling.callbacks-run-in-order',
    'a thousand callbacks',
    async (check) => {
      const loop = check.newEventLoop()
      const seen: number[] = []
      const due = Array.from({ length: 1000 }, (_, index) => index)
      for (const index of due) loop.callSoon((value: number) => seen.push(value), [index])
      await check.iterations(loop)
      const wrong = due.find((index) => seen[index] !== index)
      const happened = `place ${String(wrong)} was taken by callback ${String(seen[wrong ?? 0])}`
      check.that(wrong === undefined, 'callback n is the nth to run', happened)
    },
    { hint: queue },
  ),

  clauseTest(
    'scheduling.each-call-runs-once',
    'one function scheduled three times, without an argument and with one',
    async (check) => {
      const loop = check.newEventLoop()
      const callback = check.callback('called')
      for (let call = 0; call < 3; call++) loop.callSoon(callback)
      const [withArgument, argument] = [check.callback('called with an argument'), {}]
      for (let call = 0; call < 3; call++) loop.callSoon(withArgument, [argument])
      check.note('scheduled')
      await check.iterations(loop)
      check.order('scheduled', 'called')
      check.times('called', 3)
      check.times('called with an argument', 3)
      loop.callSoon(withArgument, [argument])
      await check.iterations(loop)
      check.times('called with an argument', 4)
    },
    {
      hint: 'The queue holds calls, not functions: a Set or a Map by function, or by its arguments, loses some.',
    },
  ),
  clauseTest(
    'scheduling.each-call-runs-once',
    'a second and a third run',
    async (check) => {
      const loop = check.newEventLoop()
      loop.callSoon(check.callback('first'))
      await check.iterations(loop)
      loop.callSoon(check.callback('second'))
      await check.iterations(loop)
      await check.iterations(loop)
      check.order('first', 'second')
      check.times('first', 1)
      check.times('second', 1)
    },
    { hint: 'What has run leaves the queue before or while it runs.' },
  ),

  ...(['callSoon', 'callSoonThreadsafe'] as const).flatMap((method) => [
    clauseTest(
      'scheduling.nothing-runs-inline',
      `${method}() before the run`,
      async (check) => {
        const loop = check.newEventLoop()
        loop[method](check.callback('callback'))
        check.note('call returned')
        await check.iterations(loop)
        check.order('call returned', 'callback')
      },
      { hint: `${method}() only appends to the queue.` },
    ),
    clauseTest(
      'scheduling.nothing-runs-inline',
      `${method}() in a callback`,
      async (check) => {
        const loop = check.newEventLoop()
        loop.callSoon(() => {
          loop[method](check.callback('callback'))
          check.note('call returned')
        })
        await check.iterations(loop)
        check.order('call returned', 'callback')
      },
      { hint: `${method}() only appends to the queue, also when the loop is at work already.` },
    ),
  ]),

  clauseTest(
    'scheduling.arguments-are-passed',
    'none, one and seven arguments',
    async (check) => {
      const loop = check.newEventLoop()
      const received: unknown[][] = []
      const take =
        (): Callback =>
        (...args: unknown[]) => (check.note('called'), received.push(args))
      const [list, seven] = [
        [1, 2],
        [1, 'two', null, true, 'five', 6, 'seven'],
      ]
      loop.callSoon(take())
      loop.callSoon(take(), [])
      loop.callSoon(take(), [list])
      loop.callSoon(take(), seven)
      check.note('scheduled')
      await check.iterations(loop)
      check.order('scheduled', 'called')
      check.same(received.length, 4, 'the number of calls')
      const [without, empty, one, many] = received as [unknown[], unknown[], unknown[], unknown[]]
      check.same(without.length, 0, 'the number of arguments of a callback scheduled without any')
      check.same(empty.length, 0, 'the number of arguments of a callback scheduled with []')
      check.same(one.length, 1, 'the number of arguments of a callback scheduled with [list]')
      check.sameMembers(one[0] as unknown[], list, 'the one argument')
      check.sameMembers(many, seven, 'the arguments')
    },
    { hint: 'callback(...args), with every argument and nothing else.' },
  ),

  starvationTest('a due timer beside a callback that schedules itself', 0),
  // Some loops take a timer without a delay for a callback.
  starvationTest('a timer of five milliseconds beside one', 5),

  clauseTest(
    'scheduling.timers-run-their-callbacks',
    'delays of one, zero and less',
    async (check) => {
      const loop = check.newEventLoop()
      check.waitingFor = 'a timer of 20 ms'
      const now = loop.time()
      loop.callLater(1, check.callback('delay of one'))
      loop.callLater(0, check.callback('delay of zero'))
      loop.callLater(-5, check.callback('negative delay'))
      loop.callAt(now, check.callback('deadline now'))
      loop.callAt(now - 5, check.callback('deadline in the past'))
      stopAfter(loop, 20)
      await loop.runForever()
      const labels = [
        'delay of one',
        'delay of zero',
        'negative delay',
        'deadline now',
        'deadline in the past',
      ]
      for (const label of labels) check.times(label, 1)
    },
    { hint: 'A timer is due as soon as its deadline is not later than time(), which counts milliseconds.' },
  ),
  clauseTest(
    'scheduling.timers-run-their-callbacks',
    'arguments',
    async (check) => {
      const loop = check.newEventLoop()
      check.waitingFor = 'a timer of 5 ms'
      const received: unknown[] = []
      loop.callLater(0, (...args: unknown[]) => received.push(...args), ['a', null, 3])
      loop.callLater(5, (...args: unknown[]) => {
        received.push(args.length)
        loop.stop()
      })
      await loop.runForever()
      check.sameMembers(
        received,
        ['a', null, 3, 0],
        'the arguments of the one timer and their number of the other',
      )
    },
    { hint: 'callLater() and callAt() take their arguments as callSoon() does.' },
  ),

  ...(
    [
      ['undefined', undefined],
      ['null', null],
      ['an object', {}],
      ['a list', []],
    ] as const
  ).map(([what, value]) =>
    clauseTest(
      'scheduling.what-cannot-be-called-is-an-error',
      what,
      async (check) => {
        const loop = check.newEventLoop()
        const attempt = check.attempt(() => loop.callSoon(value as unknown as Callback))
        loop.callSoon(check.callback('next'))
        await check.iterations(loop)
        const reports = check.reports(loop)
        check.happened('next')
        if (attempt.threw) {
          check.threw(attempt, 'TypeError', `callSoon(${what})`)
          return
        }
        check.same(reports.length, 1, `the number of errors reported for callSoon(${what})`)
      },
      { hint: 'Throw a TypeError in callSoon(), or let the call fail and report what that throws.' },
    ),
  ),

  clauseTest(
    'scheduling.threadsafe-is-legal-in-every-phase',
    'before the run and in a callback',
    async (check) => {
      const loop = check.newEventLoop()
      const post = (label: string): void => {
        loop.callSoonThreadsafe(check.callback(label))
      }
      post('before the run')
      loop.callSoon(() => post('in a callback'))
      await check.iterations(loop)
      check.times('before the run', 1)
      check.times('in a callback', 1)
    },
    { hint: 'callSoonThreadsafe() asks no more of the loop than that it is not closed.' },
  ),
  clauseTest(
    'scheduling.threadsafe-is-legal-in-every-phase',
    'after stop() and between two runs',
    async (check) => {
      const loop = check.newEventLoop()
      loop.callSoon(() => {
        loop.stop()
        loop.callSoonThreadsafe(check.callback('after stop()'))
      })
      await loop.runForever()
      loop.callSoonThreadsafe(check.callback('between the runs'))
      check.note('second run')
      await check.iterations(loop)
      check.order('second run', 'between the runs')
      check.times('after stop()', 1)
      check.times('between the runs', 1)
    },
    { hint: 'What stands in the queue when a run ends stays there for the next one.' },
  ),

  clauseTest(
    'scheduling.threadsafe-keeps-its-order',
    'three before the run and three in a callback',
    async (check) => {
      const loop = check.newEventLoop()
      for (const label of ['a', 'b', 'c']) loop.callSoonThreadsafe(check.callback(label))
      loop.callSoon(() => {
        for (const label of ['d', 'e', 'f']) loop.callSoonThreadsafe(check.callback(label))
        check.note('sent')
      })
      await check.iterations(loop)
      check.order('a', 'b', 'c')
      check.order('sent', 'd', 'e', 'f')
    },
    { hint: 'What other threads send is a queue too: first in, first out.' },
  ),

  clauseTest(
    'scheduling.threadsafe-shares-the-queue',
    'called in turns with callSoon() in a callback',
    async (check) => {
      const loop = check.newEventLoop()
      loop.callSoon(() => {
        loop.callSoon(check.callback('a'))
        loop.callSoonThreadsafe(check.callback('b'))
        loop.callSoon(check.callback('c'))
        loop.callSoonThreadsafe((label: string) => check.note(label), ['d'])
        check.note('scheduled')
      })
      await check.iterations(loop)
      check.order('scheduled', 'a', 'b', 'c', 'd')
    },
    { hint: 'callSoonThreadsafe() is callSoon() and a wake-up.' },
  ),
]

/** A callback goes on scheduling itself until the timer has run, or until it is clear that it will not. */
function starvationTest(situation: string, delayMs: number): ClauseTest {
  return clauseTest(
    'scheduling.callbacks-of-callbacks-wait-for-the-next-iteration',
    situation,
    async (check) => {
      const loop = check.newEventLoop()
      const spent = stopwatch(check)
      let ran = false
      let spins = 0
      const due = loop.time() + delayMs
      loop.callLater(delayMs, () => {
        ran = true
      })
      // A clock that stands still while callbacks run proves nothing by a timer that is late.
      const patient = (): boolean => spins < 200 || (spent() < 15 && (delayMs > 0 || loop.time() > due))
      const spin = (): void => {
        spins++
        if (!ran && patient()) loop.callSoon(spin)
        else loop.stop()
      }
      loop.callSoon(check.callback('first iteration', spin))
      check.note('scheduled')
      await loop.runForever()
      check.order('scheduled', 'first iteration')
      const judged = ran || loop.time() > due
      check.that(
        !judged || ran,
        'the timer runs between two iterations',
        `after ${String(spins)} calls of the callback the timer had not run`,
      )
    },
    {
      hint: 'An iteration runs the callbacks that were ready when it began, no more, and looks at the timers.',
    },
  )
}

export const schedulingTests: readonly ClauseTest[] = [
  ...coreTests,
  ...schedulingContextTests,
  ...schedulingHostTests,
  ...schedulingRealTests,
  ...schedulingDebugTests,
]
