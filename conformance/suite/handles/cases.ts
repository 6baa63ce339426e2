/** Handles of any method, in any number, cancelled in any order. */
import type { EventLoop, Handle } from '../../../spec/index.ts'
import { check, oneOf, type Check } from '../../harness/index.ts'
import { contextVariables } from '../support/context-variables.ts'
import { orders } from '../support/orders.ts'
import { fixed, sizes } from '../support/sizes.ts'
import { pass } from '../support/turns.ts'

type Schedule = (loop: EventLoop, callback: () => void) => Handle

const methods = oneOf<Schedule>(
  ['callSoon()', () => (loop, callback) => loop.callSoon(callback)],
  ['callLater()', () => (loop, callback) => loop.callLater(0, callback)],
  ['callAt()', () => (loop, callback) => loop.callAt(loop.time(), callback)],
  ['callSoonThreadsafe()', () => (loop, callback) => loop.callSoonThreadsafe(callback)],
)

/** Which of several timers are cancelled, by their index. */
const patterns = oneOf<(index: number, count: number) => boolean>(
  ['two of three', () => (index) => index % 3 !== 0],
  ['the first', () => (index) => index === 0],
  ['the last', () => (index, count) => index === count - 1],
  ['one in the middle', () => (index, count) => index === count >> 1],
  ['all but the first', () => (index) => index !== 0],
  ['all but the last', () => (index, count) => index !== count - 1],
)

export const handlesCasesChecks: readonly Check[] = [
  ...[
    { situation: 'a few timers with one deadline', some: sizes({ from: 1, to: 9 }) },
    // With more than a hundred, some loops sweep the cancelled ones out of the queue.
    { situation: 'very many timers with one deadline', some: fixed(120, 120) },
  ].map(({ situation, some }) =>
    check(
      'handles.cancelling-timers-keeps-the-others',
      situation,
      async (t) => {
        const loop = t.newEventLoop()
        const isCancelled = t.draw('cancelled:', patterns)
        const count = t.draw('timers', some)
        const arrange = t.draw('the order of the calls of cancel()', orders)
        const ran = new Set<number>()
        const when = loop.time() + 1
        const indices = Array.from({ length: count }, (_item, index) => index)
        const handles = indices.map((index) => loop.callAt(when, () => ran.add(index)))
        const cancelled = indices.filter((index) => isCancelled(index, count))
        // A loop may run a timer that is due already, before it looks whether the timer is cancelled.
        const inTime = loop.time() < when
        for (const index of arrange(cancelled)) handles[index]?.cancel()
        await pass(t, loop, 2)
        const due = indices.filter((index) => !isCancelled(index, count))
        const lost = due.filter((index) => !ran.has(index))
        t.same(lost.length, 0, 'the number of timers that were lost')
        const wrong = cancelled.filter((index) => ran.has(index))
        if (inTime) t.same(wrong.length, 0, 'the number of cancelled timers that ran')
      },
      { hint: 'Find a cancelled timer by its identity. Its deadline can be that of others, too.' },
    ),
  ),
  check(
    'handles.cancel-is-always-legal',
    'handles of calls that have run, while others wait',
    async (t) => {
      const loop = t.newEventLoop()
      const schedule = t.draw('scheduled with', methods)
      const count = t.draw('handles', sizes({ from: 1, to: 9 }))
      const numbers = Array.from({ length: count }, (_item, index) => index)
      let [first, second] = [0, 0]
      const old = numbers.map(() => schedule(loop, () => first++))
      await pass(t, loop, 1)
      const handles = numbers.map(() => schedule(loop, () => second++))
      for (const handle of old) handle.cancel()
      const told = handles.filter((handle) => handle.cancelled()).length
      await pass(t, loop, 1)
      t.same(first, count, 'the number of calls before')
      t.same(told, 0, 'the number of waiting handles that say they are cancelled')
      t.same(second, count, 'the number of calls that ran although older handles were cancelled')
    },
    { hint: 'Make a new handle for each call. A handle that has run belongs to the caller.' },
  ),
  check(
    'handles.get-context-answers-the-context',
    'of a handle that is cancelled, or has run',
    async (t) => {
      contextVariables(t)
      const loop = t.newEventLoop()
      const context = t.api.copyContext()
      const timed = t.draw('the handle', oneOf(['of callSoon()', () => false], ['of a timer', () => true]))
      const make = (label: string): Handle =>
        timed
          ? loop.callLater(0, t.callback(label), [], { context })
          : loop.callSoon(t.callback(label), [], { context })
      const [kept, cancelled] = [make('kept'), make('cancelled')]
      cancelled.cancel()
      const found = [t.attempt(() => cancelled.getContext())]
      await pass(t, loop, 1)
      found.push(
        t.attempt(() => kept.getContext()),
        t.attempt(() => cancelled.getContext()),
      )
      t.times('kept', 1)
      for (const attempt of found)
        t.same(t.returned(attempt, 'getContext()'), context, 'what getContext() returns')
    },
    { hint: 'cancel() drops the callback and its arguments, and keeps the context.' },
  ),
  check(
    'handles.when-of-a-due-timer-is-its-deadline',
    'a deadline of 0',
    async (t) => {
      const loop = t.newEventLoop()
      // On a clock that begins at 0, that deadline may be now.
      await pass(t, loop, 8)
      const deadline = t.draw('the deadline is', oneOf(['0', () => 0], ['-0', () => -0], ['-1', () => -1]))
      const timer = loop.callAt(deadline, t.callback('timer'))
      const when = timer.when()
      timer.cancel()
      // A loop whose clock ticks in milliseconds may round up or down.
      const right = Math.abs(when - deadline) <= 2
      t.that(right, `when() is about ${String(deadline)} ms`, `when() is ${String(when)} ms`)
    },
    { hint: 'Take 0 for a deadline like any other.' },
  ),
]
