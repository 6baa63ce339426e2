/** The warnings and the refusals of a loop in debug mode. */
import type { Coroutine, EventLoop } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { inCallback, pass } from '../support/turns.ts'
import { soon } from '../support/tasks.ts'
import { minimalTask } from '../support/own-task.ts'
import { thrown } from '../support/values.ts'

/** Milliseconds that every callback reaches, and that no callback reaches, whatever the clock of the candidate. */
const everything = 0
const nothing = 1e9

export const schedulingDebugChecks: readonly Check[] = [
  check(
    'scheduling.debug-mode-is-set-and-told',
    'on, off and on, before and in a run',
    async (t) => {
      const loop = t.newEventLoop()
      const toggle = (): boolean[] =>
        [true, false, true].map((enabled) => {
          loop.setDebug(enabled)
          return loop.getDebug()
        })
      const before = toggle()
      t.sameItems(before, [true, false, true], 'getDebug() after each setDebug()')
      t.sameItems(await inCallback(t, loop, toggle), before, 'getDebug() after each setDebug() in a run')
      t.same(t.newEventLoop().getDebug(), false, 'getDebug() of another loop')
    },
    { hint: 'Check setDebug() and getDebug().', unless: ['debug'] },
  ),

  check(
    'scheduling.debug-mode-is-set-and-told',
    'with a task that has not begun, and a task of another author',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const foreign = minimalTask(loop)
      api.registerTask(foreign)
      t.createTask(loop, 'task', oneStep)
      loop.setDebug(true)
      const told = loop.getDebug()
      loop.setDebug(false)
      api.unregisterTask(foreign)
      await t.iterations(loop)
      t.times('task step 1', 1)
      t.same(told, true, 'getDebug() after setDebug(true)')
    },
    { hint: 'In setDebug(), do not assume that a task is of your class or has awaited anything yet.' },
  ),

  check(
    'scheduling.debug-reports-slow-callbacks',
    'a callback, with every duration, with none, and with the age of this process',
    async (t) => {
      const warnings = t.instruments.recordWarnings()
      const counts: number[] = []
      for (const [debug, duration] of [
        [false, everything],
        [true, nothing],
        [true, everything],
        // The reading of a clock at the end is not a duration.
        [true, t.host.now()],
      ] as const) {
        const loop = t.newEventLoop()
        loop.slowCallbackDuration = duration
        loop.setDebug(debug)
        const before = warnings().length
        loop.callSoon(t.callback('callback'))
        await t.iterations(loop, 1)
        counts.push(warnings().length - before)
      }
      t.times('callback', 4)
      t.same(counts[0], 0, 'the number of warnings without debug mode')
      t.same(counts[1], 0, 'the number of warnings about what was quick')
      t.same(counts[3], 0, 'the number of warnings about what was quicker than this process is old')
      // The callback, and those that the check needs to end the run.
      t.that(
        (counts[2] ?? 0) >= 1,
        'a callback that took slowCallbackDuration causes a warning',
        'the callback caused no warning',
      )
    },
    { hint: 'In debug mode, read the clock before and after each callback.' },
  ),

  check(
    'scheduling.debug-reports-slow-callbacks',
    'a step of a task with a name',
    async (t) => {
      const warnings = t.instruments.recordWarnings()
      const loop = t.newEventLoop()
      loop.setDebug(true)
      loop.slowCallbackDuration = everything
      loop.createTask(t.coroutine('slow', oneStep), { name: 'worker-17' })
      await t.iterations(loop)
      loop.slowCallbackDuration = nothing
      loop.createTask(t.coroutine('quick', oneStep), { name: 'worker-18' })
      await t.iterations(loop)
      const about = (name: string): number => warnings().filter((text) => text.includes(name)).length
      t.times('slow step 1', 1)
      t.times('quick step 1', 1)
      t.same(about('worker-17'), 1, 'the number of warnings that name the task with a slow step')
      t.same(about('worker-18'), 0, 'the number of warnings that name the task with a quick step')
    },
    { hint: 'If the slow callback is a step of a task, name the task in the warning.' },
  ),

  check(
    'scheduling.debug-reports-slow-callbacks',
    'a step of a task that had waited before debug mode was set',
    async (t) => {
      const warnings = t.instruments.recordWarnings()
      const loop = t.newEventLoop()
      loop.slowCallbackDuration = nothing
      const waiting = function* (): Coroutine<void> {
        yield* soon(loop, null)
        loop.setDebug(true)
        yield* soon(loop, null)
        t.note('woken')
        loop.slowCallbackDuration = everything
      }
      loop.createTask(waiting(), { name: 'worker-21' })
      await t.iterations(loop, 16)
      t.times('woken', 1)
      const about = warnings().filter((text) => text.includes('worker-21')).length
      t.same(about, 1, 'the number of warnings that name worker-21, with one slow step')
    },
    {
      hint: 'Do not record which task a callback belongs to in debug mode only: the mode can be set after the task is created.',
    },
  ),

  check(
    'scheduling.debug-reports-slow-callbacks',
    'steps of a task that was waiting, and of one that yielded what cannot be awaited',
    async (t) => {
      const warnings = t.instruments.recordWarnings()
      const loop = t.newEventLoop()
      loop.setDebug(true)
      loop.slowCallbackDuration = nothing
      const slowly = (): void => {
        loop.slowCallbackDuration = everything
      }
      const waiting = function* (): Coroutine<void> {
        yield* soon(loop, null)
        t.note('woken')
        slowly()
      }
      const refused = function* (): Coroutine<void> {
        try {
          yield 5 as never
        } catch {
          t.note('refused')
          slowly()
        }
      }
      for (const [name, body] of Object.entries({ 'worker-19': waiting, 'worker-20': refused })) {
        loop.createTask(body(), { name })
        await t.iterations(loop, 16)
        loop.slowCallbackDuration = nothing
      }
      const about = (name: string): number => warnings().filter((text) => text.includes(name)).length
      t.times('woken', 1)
      t.times('refused', 1)
      for (const name of ['worker-19', 'worker-20'])
        t.same(about(name), 1, `the number of warnings that name ${name}, with one slow step`)
    },
    { hint: 'If the slow callback is a step of a task, name the task in the warning.' },
  ),

  ...(
    [
      ['on twice', [true, true], 1],
      ['on, off and on', [true, false, true], 1],
      ['on, on and off', [true, true, false], 0],
    ] as const
  ).map(([how, calls, due]) =>
    check(
      'scheduling.debug-reports-slow-callbacks',
      `a callback, with debug mode set ${how}`,
      async (t) => {
        const warnings = t.instruments.recordWarnings()
        const loop = t.newEventLoop()
        for (const enabled of calls) loop.setDebug(enabled)
        loop.slowCallbackDuration = nothing
        // Only the first of the two is slow, however long the callbacks take on this machine.
        const slow = t.callback('slow', () => {
          loop.slowCallbackDuration = everything
        })
        loop.callSoon(slow)
        loop.callSoon(() => {
          loop.slowCallbackDuration = nothing
        })
        await t.iterations(loop)
        t.times('slow', 1)
        t.same(warnings().length, due, 'the number of warnings about one slow callback')
      },
      {
        hint: 'In setDebug(), set a flag. Do not wrap anything that may be wrapped already.',
        unless: ['debug'],
      },
    ),
  ),

  check(
    'scheduling.debug-mode-keeps-errors',
    'callbacks of every kind that throw anything',
    async (t) => {
      const loop = t.newEventLoop()
      const error = t.draw('the error', thrown)
      loop.setDebug(true)
      const fail = (): void => {
        throw error
      }
      loop.callSoon(fail)
      loop.callSoonThreadsafe(fail)
      loop.callLater(0, fail)
      const future = loop.createFuture<null>()
      future.addDoneCallback(fail)
      future.setResult(null)
      await pass(t, loop)
      const received = t.reports(loop).map(({ exception }) => exception)
      t.sameItems(received, [error, error, error, error], 'the errors that the exception handler received')
    },
    { hint: 'Write nothing to an error, and do not wrap it: it may be frozen, or no object at all.' },
  ),

  check(
    'scheduling.debug-refuses-what-cannot-be-called',
    'four ways to schedule a coroutine, a number, an object and nothing',
    async (t) => {
      const loop = t.newEventLoop()
      loop.setDebug(true)
      const values: Record<string, unknown> = {
        'a coroutine': oneStep(),
        'a number': 5,
        'an object': {},
        null: null,
      }
      for (const [what, value] of Object.entries(values))
        for (const [name, schedule] of Object.entries(ways(loop)))
          t.threw(
            t.attempt(() => schedule(value as () => void)),
            'TypeError',
            `${name} of ${what} in debug mode`,
          )
      loop.callSoon(t.callback('callback'))
      await t.iterations(loop)
      t.times('callback', 1)
      t.sameItems(t.reports(loop), [], 'what the exception handler received')
    },
    { hint: 'In debug mode, check the callback first in every method that schedules.' },
  ),
]

function* oneStep(): Coroutine<void> {
  return undefined
}

function ways(loop: EventLoop): Record<string, (callback: () => void) => unknown> {
  return {
    'callSoon()': (callback) => loop.callSoon(callback),
    'callSoonThreadsafe()': (callback) => loop.callSoonThreadsafe(callback),
    'callLater()': (callback) => loop.callLater(0, callback),
    'callAt()': (callback) => loop.callAt(loop.time(), callback),
  }
}
