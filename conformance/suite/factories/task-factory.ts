/** Task factories. */
import type { Coroutine } from '../../../spec/index.ts'
import { check, show, type Check } from '../../harness/index.ts'
import { OwnTask } from '../support/own-task.ts'
import { recordingFactory } from '../support/recording-factory.ts'

function* steps(): Coroutine<void> {
  yield
}

export const factoriesTaskFactoryChecks: readonly Check[] = [
  check(
    'factories.factory-makes-the-tasks',
    'two tasks',
    async (t) => {
      const loop = t.newEventLoop()
      const { factory, calls } = recordingFactory(t)
      const [first, second] = [steps(), steps()]
      loop.setTaskFactory(factory)
      loop.createTask(first)
      loop.createTask(second)
      t.sameItems(
        calls.map((call) => call.coro),
        [first, second],
        'the coroutines that the factory received',
      )
      t.sameItems(
        calls.map((call) => call.loop),
        [loop, loop],
        'the loops that the factory received',
      )
      await t.iterations(loop)
    },
    { hint: 'In createTask() of the loop, call the task factory if one is set.' },
  ),

  check(
    'factories.factory-makes-the-tasks',
    'a factory that never runs the coroutine',
    async (t) => {
      const loop = t.newEventLoop()
      let calls = 0
      loop.setTaskFactory((factoryLoop) => {
        calls++
        return new OwnTask(t.api, factoryLoop, steps())
      })
      loop.createTask(
        (function* () {
          t.note('a step')
          yield
        })(),
      )
      await t.iterations(loop)
      t.same(calls, 1, 'the number of calls of the factory')
      t.times('a step', 0)
    },
    { hint: 'In createTask(), return what the factory returns. Do not make another task.' },
  ),

  check(
    'factories.factory-result-is-the-callers',
    'a task of a class of its own',
    async (t) => {
      const loop = t.newEventLoop()
      const { factory, calls } = recordingFactory(t)
      loop.setTaskFactory(factory)
      const task = loop.createTask(steps())
      t.same(calls.length, 1, 'the number of calls of the factory')
      t.same(task, calls[0]?.made, 'what createTask() returned')
      await t.iterations(loop)
    },
    { hint: 'In createTask(), return what the task factory returns, unchanged.' },
  ),

  check(
    'factories.plain-factory-gets-two-arguments',
    'two tasks without options',
    async (t) => {
      const loop = t.newEventLoop()
      const { factory, calls } = recordingFactory(t)
      loop.setTaskFactory(factory)
      loop.createTask(steps())
      loop.createTask(steps(), {})
      for (const { options } of calls) {
        const names = Object.keys(options ?? {})
        t.sameItems(names, [], 'the options that the factory received when createTask() was given nothing')
      }
      t.same(calls.length, 2, 'the number of calls of the factory')
      await t.iterations(loop)
    },
    { hint: 'In createTask(), pass to the task factory only what the caller has given.' },
  ),

  check(
    'factories.factory-gets-exactly-the-options',
    'a name, a context, and an option that the loop does not know',
    async (t) => {
      const loop = t.newEventLoop()
      const { factory, calls } = recordingFactory(t)
      const { copyContext } = t.api as Partial<typeof t.api>
      loop.setTaskFactory(factory)
      const given: readonly Record<string, unknown>[] = [
        { name: 'worker' },
        { ...(copyContext && { context: copyContext() }), name: null },
        { priority: 3 },
      ]
      for (const options of given) loop.createTask(steps(), options)
      for (const [index, due] of given.entries()) {
        const got = (calls[index]?.options ?? {}) as Record<string, unknown>
        const keys = Object.keys(due).sort()
        const what = keys.join(' and ')
        t.sameItems(
          Object.keys(got).sort(),
          keys,
          `the options that the factory received when createTask() was given ${what}`,
        )
        for (const key of keys) t.same(got[key], due[key], `the ${key} that the factory got`)
      }
      await t.iterations(loop)
    },
    { hint: 'Check what createTask() passes to the task factory.' },
  ),

  check(
    'factories.factory-result-is-not-renamed',
    'a name is given to createTask()',
    async (t) => {
      const loop = t.newEventLoop()
      const { factory, calls } = recordingFactory(t)
      loop.setTaskFactory(factory)
      loop.createTask(steps(), { name: 'worker' })
      loop.createTask(steps())
      const names = calls.map((call) => call.made.getName())
      t.sameItems(names, ['made by the factory 0', 'made by the factory 1'], 'the names of the tasks')
      await t.iterations(loop)
    },
    { hint: 'In createTask(), do not call setName() on what the task factory returns.' },
  ),

  check(
    'factories.factory-errors-reach-the-caller',
    'the factory throws',
    (t) => {
      const loop = t.newEventLoop()
      const error = new Error('no more tasks')
      loop.setTaskFactory(() => {
        throw error
      })
      const attempt = t.attempt(() => loop.createTask(steps()))
      t.that(attempt.threw, 'createTask() throws', 'createTask() did not throw')
      t.same(attempt.threw ? attempt.error : null, error, 'what createTask() threw')
    },
    { hint: 'In createTask(), do not catch what the task factory throws.' },
  ),

  check(
    'factories.get-task-factory-answers-the-factory',
    'before, with and after two factories',
    (t) => {
      const loop = t.newEventLoop()
      // A loop may have a factory of its own from the start.
      const own = loop.getTaskFactory()
      t.that(
        own === null || typeof own === 'function',
        'getTaskFactory() of a new loop is null or a function',
        `getTaskFactory() of a new loop was ${show(own)}`,
      )
      for (const { factory } of [recordingFactory(t), recordingFactory(t)]) {
        loop.setTaskFactory(factory)
        t.same(loop.getTaskFactory(), factory, 'getTaskFactory() after setTaskFactory(factory)')
      }
      loop.setTaskFactory(null)
      const last = loop.getTaskFactory()
      t.that(
        last === null || last === own,
        'getTaskFactory() after setTaskFactory(null) is null, or what it was at first',
        `getTaskFactory() after setTaskFactory(null) was ${show(last)}`,
      )
    },
    { hint: 'Check getTaskFactory() and setTaskFactory().' },
  ),

  check(
    'factories.null-restores-the-default',
    'a factory was set for a while',
    async (t) => {
      const loop = t.newEventLoop()
      const { factory, calls } = recordingFactory(t)
      loop.setTaskFactory(factory)
      loop.createTask(steps())
      loop.setTaskFactory(null)
      const attempt = t.attempt(() => loop.createTask(steps(), { name: 'worker' }))
      const task = t.returned(attempt, 'createTask() after setTaskFactory(null)')
      t.same(calls.length, 1, 'the number of calls of the factory')
      t.same(task.getName(), 'worker', 'getName() of the task that the loop made')
      await t.iterations(loop)
      t.same(task.done(), true, 'done() of the task that the loop made, after the run')
    },
    { hint: 'On setTaskFactory(null), go back to tasks of your own class.' },
  ),

  check(
    'factories.set-task-factory-refuses-what-is-no-function',
    'a number, a string and an object',
    (t) => {
      const loop = t.newEventLoop()
      const { factory } = recordingFactory(t)
      loop.setTaskFactory(factory)
      for (const [what, value] of [
        ['a number', 5],
        ['a string', 'factory'],
        ['an object', {}],
      ] as const) {
        const refused = t.attempt(() => loop.setTaskFactory(value as never))
        t.threw(refused, 'TypeError', `setTaskFactory() of ${what}`)
        t.same(loop.getTaskFactory(), factory, `getTaskFactory() after setTaskFactory() refused ${what}`)
      }
    },
    { hint: 'In setTaskFactory(), check the argument before you store it.' },
  ),

  check(
    'factories.each-loop-has-its-own-factory',
    'two loops, one with a factory',
    async (t) => {
      const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
      const { factory, calls } = recordingFactory(t)
      const before = other.getTaskFactory()
      loop.setTaskFactory(factory)
      t.same(other.getTaskFactory(), before, 'getTaskFactory() of the other loop')
      other.createTask(steps())
      t.same(calls.length, 0, 'the number of calls of the factory for a task of the other loop')
      loop.createTask(steps())
      t.same(calls.length, 1, 'the number of calls of the factory for a task of its own loop')
      await t.iterations(loop)
      await t.iterations(other)
    },
    { hint: 'Keep the task factory on the loop, not in a variable of the module.' },
  ),
]
