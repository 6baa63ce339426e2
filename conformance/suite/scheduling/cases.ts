/** Any arguments, any number of callbacks, and calls from any place. */
import type { Callback, EventLoop } from '../../../spec/index.ts'
import { check, oneOf, type Check } from '../../harness/index.ts'
import { fromHost } from '../support/from-host.ts'
import { places } from '../support/places.ts'
import { fixed, sizes } from '../support/sizes.ts'
import { later } from '../support/turns.ts'
import { values } from '../support/values.ts'

const queue = 'Use one queue: append in callSoon(), and take from the front in an iteration.'

type Schedule = (loop: EventLoop, callback: Callback, args: readonly unknown[]) => unknown

const soon = oneOf<Schedule>(
  ['callSoon()', () => (loop, callback, args) => loop.callSoon(callback, args)],
  ['callSoonThreadsafe()', () => (loop, callback, args) => loop.callSoonThreadsafe(callback, args)],
)

const timers = oneOf<Schedule>(
  ['callLater()', () => (loop, callback, args) => loop.callLater(0, callback, args)],
  ['callAt()', () => (loop, callback, args) => loop.callAt(loop.time(), callback, args)],
)

const everyWay = oneOf<Schedule>(
  ['callSoon()', () => soon.make(0)],
  ['callLater()', () => timers.make(0)],
  ['callSoonThreadsafe()', () => soon.make(1)],
  ['callAt()', () => timers.make(1)],
)

function outOfOrder(seen: readonly number[], place: number): string {
  return `callback number ${String(place)} to run was callback ${String(seen[place])}`
}

export const schedulingCasesChecks: readonly Check[] = [
  ...[
    { clause: 'scheduling.arguments-are-passed', ways: soon } as const,
    { clause: 'scheduling.timers-run-their-callbacks', ways: timers } as const,
  ].map(({ clause, ways }) =>
    check(
      clause,
      'any value among any number of arguments',
      async (t) => {
        const loop = t.newEventLoop()
        const value = t.draw('an argument', values)
        const before = t.draw('arguments before it', sizes({ to: 9 }))
        const after = t.draw('arguments after it', sizes({ to: 9 }))
        const schedule = t.draw('scheduled with', ways)
        const args = [...Array(before).keys(), value, ...Array(after).keys()]
        const received: unknown[][] = []
        const take = (...given: unknown[]): void => {
          received.push(given)
          later(loop, () => loop.stop())
        }
        loop.callSoon(() => schedule(loop, take, args))
        t.waitingFor = 'the callback to run'
        await loop.runForever()
        t.same(received.length, 1, 'the number of calls')
        t.sameItems(received[0] ?? [], args, 'the arguments')
      },
      { hint: 'Call callback(...args), with every argument and nothing else.' },
    ),
  ),
  check(
    'scheduling.callbacks-run-in-order',
    'any number of callbacks, each of which schedules another one',
    async (t) => {
      const loop = t.newEventLoop()
      const count = t.draw('callbacks', sizes({ from: 1, to: 1025, bridgedTo: 17 }))
      // A queue in a ring of places does not begin at its first place any more.
      const before = t.draw('callbacks that have run before', sizes({ from: 1, to: 17 }))
      for (let index = 0; index < before; index++) loop.callSoon(() => undefined)
      const seen: number[] = []
      loop.callSoon(() => {
        for (let index = 0; index < count; index++)
          // Without arguments: whether a callback gets those is a clause of its own.
          loop.callSoon(() => {
            seen.push(index)
            loop.callSoon(() => seen.push(index + count))
          })
      })
      await t.iterations(loop)
      t.same(seen.length, 2 * count, 'the number of callbacks that ran')
      const wrong = seen.findIndex((value, index) => value !== index)
      t.that(wrong === -1, 'callback n is the nth to run', outOfOrder(seen, wrong))
    },
    { hint: queue },
  ),
  check(
    'scheduling.callbacks-run-in-order',
    'more callbacks than some loops run in one iteration, and one that the first of them schedules',
    async (t) => {
      const loop = t.newEventLoop()
      const count = t.draw('callbacks', fixed(3000, 200))
      const seen: number[] = []
      loop.callSoon(() => {
        seen.push(0)
        loop.callSoon(() => {
          seen.push(count)
          loop.stop()
        })
      })
      for (let index = 1; index < count; index++) loop.callSoon(() => seen.push(index))
      t.waitingFor = `the last of ${String(count)} callbacks`
      await loop.runForever()
      const wrong = seen.findIndex((value, index) => value !== index)
      t.that(wrong === -1, 'callback n is the nth to run', outOfOrder(seen, wrong))
      t.same(seen.length, count + 1, 'the number of callbacks that ran')
    },
    {
      hint: 'If an iteration runs only some of the callbacks that are ready, leave the others in front of what is scheduled meanwhile.',
    },
  ),
  check(
    'scheduling.each-call-runs-once',
    'very many calls in all',
    async (t) => {
      const loop = t.newEventLoop()
      const count = t.draw('calls', fixed(20_000, 200))
      const begun = t.host.now()
      let [scheduled, calls] = [0, 0]
      const call = (): void => {
        calls++
      }
      // In batches, because some loops take a turn of the host for each callback. A slow loop gets fewer of them.
      const batch = (): void => {
        if (scheduled >= count || t.host.now() - begun > 300) {
          loop.stop()
          return
        }
        for (let index = 0; index < 100; index++) loop.callSoon(call)
        scheduled += 100
        loop.callSoon(batch)
      }
      loop.callSoon(batch)
      await loop.runForever()
      t.same(calls, scheduled, 'the number of calls that ran')
    },
    { hint: 'Check what happens when a counter or a buffer of the queue is full.' },
  ),

  check(
    'scheduling.debug-reports-slow-callbacks',
    'a callback of any kind',
    async (t) => {
      const warnings = t.instruments.recordWarnings()
      const loop = t.newEventLoop()
      const schedule = t.draw('scheduled with', everyWay)
      const throws = t.draw('the callback', oneOf(['returns', () => false], ['throws', () => true]))
      loop.slowCallbackDuration = 3
      loop.setDebug(true)
      const slow = t.callback('slow', () => {
        const [begun, start] = [t.host.now(), loop.time()]
        while (t.host.now() - begun < 6);
        // For a clock that stands still while a callback runs, as in loops for tests, every duration is 0.
        if (loop.time() - start < 3) loop.slowCallbackDuration = 0
        loop.callSoon(() => {
          loop.slowCallbackDuration = 1e9
          later(loop, () => loop.stop())
        })
        if (throws) throw new Error('meant by the check')
      })
      schedule(loop, slow, [])
      t.waitingFor = 'the callback to run'
      await loop.runForever()
      t.times('slow', 1)
      t.reports(loop)
      t.that(
        warnings().length > 0,
        'a callback of 6 ms is reported if 3 ms are too slow',
        'a callback of 6 ms was not reported, and 3 ms are too slow',
      )
    },
    { hint: 'In debug mode, measure every callback, also of timers, and also if it throws.' },
  ),

  check(
    'scheduling.threadsafe-wakes-the-loop',
    'again and again',
    async (t) => {
      const loop = t.newEventLoop()
      const count = t.draw('wake-ups', sizes({ from: 1 }))
      loop.callLater(1e9, () => undefined)
      t.waitingFor = `the callbacks that callSoonThreadsafe() scheduled in ${String(count)} turns of the host`
      const wake = (left: number): void => {
        const woken = t.callback('woken', () => wake(left - 1))
        if (left === 0) loop.stop()
        else void t.host.turn().then(fromHost(t, () => loop.callSoonThreadsafe(woken)))
      }
      loop.callSoon(() => wake(count))
      await loop.runForever()
      t.times('woken', count)
    },
    { hint: 'Wake the loop each time, as long as it runs.' },
  ),

  check(
    'scheduling.nothing-runs-inline',
    'called in any place',
    async (t) => {
      const loop = t.newEventLoop()
      const place = t.draw('called', places)
      const schedule = t.draw('scheduled with', soon)
      await place(t, loop, () => {
        schedule(loop, t.callback('callback'), [])
        t.note('call returned')
      })
      t.order('call returned', 'callback')
      t.times('callback', 1)
    },
    { hint: 'In callSoon() and callSoonThreadsafe(), only append to the queue.' },
  ),
]
