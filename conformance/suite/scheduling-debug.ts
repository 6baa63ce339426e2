/** What a loop says and refuses in debug mode. */
import type { Coroutine, EventLoop } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { inCallback } from './in-callback.ts'
import { soon } from './in-task.ts'
import { minimalTask } from './own-task.ts'

/** Everything takes at least so long, and nothing so long: durations that no clock of a candidate can spoil. */
const everything = 0
const nothing = 1e9

export const schedulingDebugTests: readonly ClauseTest[] = [
  clauseTest(
    'scheduling.debug-mode-is-set-and-told',
    'on, off and on, before and in a run',
    async (check) => {
      const loop = check.newEventLoop()
      const toggle = (): boolean[] =>
        [true, false, true].map((enabled) => {
          loop.setDebug(enabled)
          return loop.getDebug()
        })
      const before = toggle()
      check.sameMembers(before, [true, false, true], 'getDebug() after each setDebug()')
      check.sameMembers(
        await inCallback(check, loop, toggle),
        before,
        'getDebug() after each setDebug() in a run',
      )
      check.same(check.newEventLoop().getDebug(), false, 'getDebug() of another loop')
    },
    { hint: 'setDebug() and getDebug()' },
  ),

  clauseTest(
    'scheduling.debug-mode-is-set-and-told',
    "beside a task that has not begun, and one of somebody else's",
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const foreign = minimalTask(loop)
      api.registerTask(foreign)
      check.createTask(loop, 'task', oneStep)
      loop.setDebug(true)
      const told = loop.getDebug()
      loop.setDebug(false)
      api.unregisterTask(foreign)
      await check.iterations(loop)
      check.times('task step 1', 1)
      check.same(told, true, 'getDebug() after setDebug(true)')
    },
    { hint: 'What setDebug() looks at: tasks may have waited for nothing yet, and may be of any class.' },
  ),

  clauseTest(
    'scheduling.debug-reports-slow-callbacks',
    'a callback, with every duration, with none, and with the age of this process',
    async (check) => {
      const warnings = check.hearWarnings()
      const counts: number[] = []
      for (const [debug, duration] of [
        [false, everything],
        [true, nothing],
        [true, everything],
        // What a clock says at the end is no duration.
        [true, check.host.now()],
      ] as const) {
        const loop = check.newEventLoop()
        loop.slowCallbackDuration = duration
        loop.setDebug(debug)
        const before = warnings().length
        loop.callSoon(check.callback('callback'))
        await check.iterations(loop, 1)
        counts.push(warnings().length - before)
      }
      check.times('callback', 4)
      check.same(counts[0], 0, 'the number of warnings without debug mode')
      check.same(counts[1], 0, 'the number of warnings about what was quick')
      check.same(counts[3], 0, 'the number of warnings about what was quicker than this process is old')
      // The callback, and those that the check needs to end the run.
      check.that(
        (counts[2] ?? 0) >= 1,
        'a warning about a callback that took slowCallbackDuration',
        'there was no warning about it',
      )
    },
    { hint: 'In debug mode, take the time before and after each callback.' },
  ),

  clauseTest(
    'scheduling.debug-reports-slow-callbacks',
    'a step of a task with a name',
    async (check) => {
      const warnings = check.hearWarnings()
      const loop = check.newEventLoop()
      loop.setDebug(true)
      loop.slowCallbackDuration = everything
      loop.createTask(check.coroutine('slow', oneStep), { name: 'worker-17' })
      await check.iterations(loop)
      loop.slowCallbackDuration = nothing
      loop.createTask(check.coroutine('quick', oneStep), { name: 'worker-18' })
      await check.iterations(loop)
      const about = (name: string): number => warnings().filter((text) => text.includes(name)).length
      check.times('slow step 1', 1)
      check.times('quick step 1', 1)
      check.same(about('worker-17'), 1, 'the number of warnings that name the task with a slow step')
      check.same(about('worker-18'), 0, 'the number of warnings that name the task with a quick step')
    },
    { hint: 'A step of a task is a callback of the loop: name the task and not the callback.' },
  ),

  clauseTest(
    'scheduling.debug-reports-slow-callbacks',
    'a step of a task that had waited before debug mode was set',
    async (check) => {
      const warnings = check.hearWarnings()
      const loop = check.newEventLoop()
      loop.slowCallbackDuration = nothing
      const waiting = function* (): Coroutine<void> {
        yield* soon(loop, null)
        loop.setDebug(true)
        yield* soon(loop, null)
        check.note('woken')
        loop.slowCallbackDuration = everything
      }
      loop.createTask(waiting(), { name: 'worker-21' })
      await check.iterations(loop, 16)
      check.times('woken', 1)
      const about = warnings().filter((text) => text.includes('worker-21')).length
      check.same(about, 1, 'the number of warnings that name worker-21, with one slow step')
    },
    { hint: 'Name the task of a callback by what is known without debug mode, or when it is set.' },
  ),

  clauseTest(
    'scheduling.debug-reports-slow-callbacks',
    'steps of a task that was waiting, and of one that yielded what cannot be awaited',
    async (check) => {
      const warnings = check.hearWarnings()
      const loop = check.newEventLoop()
      loop.setDebug(true)
      loop.slowCallbackDuration = nothing
      const slowly = (): void => {
        loop.slowCallbackDuration = everything
      }
      const waiting = function* (): Coroutine<void> {
        yield* soon(loop, null)
        check.note('woken')
        slowly()
      }
      const refused = function* (): Coroutine<void> {
        try {
          yield 5 as never
        } catch {
          check.note('refused')
          slowly()
        }
      }
      for (const [name, body] of Object.entries({ 'worker-19': waiting, 'worker-20': refused })) {
        loop.createTask(body(), { name })
        await check.iterations(loop, 16)
        loop.slowCallbackDuration = nothing
      }
      const about = (name: string): number => warnings().filter((text) => text.includes(name)).length
      check.times('woken', 1)
      check.times('refused', 1)
      for (const name of ['worker-19', 'worker-20'])
        check.same(about(name), 1, `the number of warnings that name ${name}, with one slow step`)
    },
    { hint: 'A step of a task is a callback of the loop: name the task and not the callback.' },
  ),

  clauseTest(
    'scheduling.debug-refuses-what-cannot-be-called',
    'four ways to schedule a coroutine, a number, an object and nothing',
    async (check) => {
      const loop = check.newEventLoop()
      loop.setDebug(true)
      const values: Record<string, unknown> = {
        'a coroutine': oneStep(),
        'a number': 5,
        'an object': {},
        null: null,
      }
      for (const [what, value] of Object.entries(values))
        for (const [name, schedule] of Object.entries(ways(loop)))
          check.threw(
            check.attempt(() => schedule(value as () => void)),
            'TypeError',
            `${name} of ${what} in debug mode`,
          )
      loop.callSoon(check.callback('callback'))
      await check.iterations(loop)
      check.times('callback', 1)
      check.sameMembers(check.reports(loop), [], 'what the exception handler heard')
    },
    { hint: 'Every way to schedule looks at its callback first, in debug mode.' },
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
