/** Task factories. */
import type { Coroutine, EventLoop, TaskFactory } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { OwnTask } from './own-task.ts'

function* steps(): Coroutine<void> {
  yield
}

/** A task factory that makes tasks of a class of its own and remembers what it was called with. */
export function recordingFactory(check: Check): {
  factory: TaskFactory
  calls: { loop: unknown; coro: unknown; options: unknown; made: OwnTask }[]
} {
  const calls: { loop: unknown; coro: unknown; options: unknown; made: OwnTask }[] = []
  const factory = (loop: EventLoop, coro: Coroutine<unknown>, options: unknown): OwnTask => {
    const made = new OwnTask(check.api, loop, coro, { name: `made by the factory ${String(calls.length)}` })
    calls.push({ loop, coro, options, made })
    return made
  }
  return { factory, calls }
}

export const taskFactoryTests: readonly ClauseTest[] = [
  clauseTest(
    'factories.factory-makes-the-tasks',
    'two tasks',
    async (check) => {
      const loop = check.newEventLoop()
      const { factory, calls } = recordingFactory(check)
      const [first, second] = [steps(), steps()]
      loop.setTaskFactory(factory)
      loop.createTask(first)
      loop.createTask(second)
      check.sameMembers(
        calls.map((call) => call.coro),
        [first, second],
        'the coroutines that the factory got',
      )
      check.sameMembers(
        calls.map((call) => call.loop),
        [loop, loop],
        'the loops that the factory got',
      )
      await check.iterations(loop)
    },
    { hint: 'createTask() of the loop, when a task factory is set' },
  ),

  clauseTest(
    'factories.factory-makes-the-tasks',
    'a factory that never runs the coroutine',
    async (check) => {
      const loop = check.newEventLoop()
      let calls = 0
      loop.setTaskFactory((factoryLoop) => {
        calls++
        return new OwnTask(check.api, factoryLoop, steps())
      })
      loop.createTask(
        (function* () {
          check.note('a step')
          yield
        })(),
      )
      await check.iterations(loop)
      check.same(calls, 1, 'the number of calls of the factory')
      check.times('a step', 0)
    },
    { hint: 'whether createTask() makes a task of its own beside that of the factory' },
  ),

  clauseTest(
    'factories.factory-result-is-the-callers',
    'a task of a class of its own',
    async (check) => {
      const loop = check.newEventLoop()
      const { factory, calls } = recordingFactory(check)
      loop.setTaskFactory(factory)
      const task = loop.createTask(steps())
      check.same(calls.length, 1, 'the number of calls of the factory')
      check.same(task, calls[0]?.made, 'what createTask() answered')
      await check.iterations(loop)
    },
    { hint: 'what createTask() does with the answer of the task factory' },
  ),

  clauseTest(
    'factories.factory-gets-exactly-the-options',
    'no options, a name, a context, and an option that the loop does not know',
    async (check) => {
      const loop = check.newEventLoop()
      const { factory, calls } = recordingFactory(check)
      const { copyContext } = check.api as Partial<typeof check.api>
      loop.setTaskFactory(factory)
      const given: readonly Record<string, unknown>[] = [
        {},
        { name: 'worker' },
        { ...(copyContext && { context: copyContext() }), name: null },
        { priority: 3 },
      ]
      loop.createTask(steps())
      for (const options of given) loop.createTask(steps(), options)
      for (const [index, due] of [{}, ...given].entries()) {
        const got = (calls[index]?.options ?? {}) as Record<string, unknown>
        const keys = Object.keys(due).sort()
        const what = keys.length === 0 ? 'nothing' : keys.join(' and ')
        check.sameMembers(
          Object.keys(got).sort(),
          keys,
          `the options that the factory got when createTask() was given ${what}`,
        )
        for (const key of keys) check.same(got[key], due[key], `the ${key} that the factory got`)
      }
      await check.iterations(loop)
    },
    { hint: 'what createTask() passes on to the task factory' },
  ),

  clauseTest(
    'factories.factory-result-is-not-renamed',
    'a name is given to createTask()',
    async (check) => {
      const loop = check.newEventLoop()
      const { factory, calls } = recordingFactory(check)
      loop.setTaskFactory(factory)
      loop.createTask(steps(), { name: 'worker' })
      loop.createTask(steps())
      const names = calls.map((call) => call.made.getName())
      check.sameMembers(names, ['made by the factory 0', 'made by the factory 1'], 'the names of the tasks')
      await check.iterations(loop)
    },
    { hint: 'whether createTask() calls setName() on the answer of the task factory' },
  ),

  clauseTest(
    'factories.factory-errors-reach-the-caller',
    'the factory throws',
    (check) => {
      const loop = check.newEventLoop()
      const error = new Error('no more tasks')
      loop.setTaskFactory(() => {
        throw error
      })
      const attempt = check.attempt(() => loop.createTask(steps()))
      check.that(attempt.threw, 'createTask() throws', 'createTask() threw nothing')
      check.same(attempt.threw ? attempt.error : null, error, 'what createTask() threw')
    },
    { hint: 'whether createTask() catches what the task factory throws' },
  ),

  clauseTest(
    'factories.get-task-factory-answers-the-factory',
    'before, with and after a factory',
    (check) => {
      const loop = check.newEventLoop()
      const { factory } = recordingFactory(check)
      check.same(loop.getTaskFactory(), null, 'getTaskFactory() of a new loop')
      loop.setTaskFactory(factory)
      check.same(loop.getTaskFactory(), factory, 'getTaskFactory() after setTaskFactory(factory)')
      loop.setTaskFactory(null)
      check.same(loop.getTaskFactory(), null, 'getTaskFactory() after setTaskFactory(null)')
    },
    { hint: 'getTaskFactory() and setTaskFactory()' },
  ),

  clauseTest(
    'factories.null-restores-the-default',
    'a factory was set for a while',
    async (check) => {
      const loop = check.newEventLoop()
      const { factory, calls } = recordingFactory(check)
      loop.setTaskFactory(factory)
      loop.createTask(steps())
      loop.setTaskFactory(null)
      const attempt = check.attempt(() => loop.createTask(steps(), { name: 'worker' }))
      const task = check.answered(attempt, 'createTask() after setTaskFactory(null)')
      check.same(calls.length, 1, 'the number of calls of the factory')
      check.same(task.getName(), 'worker', 'getName() of the task that the loop made')
      await check.iterations(loop)
      check.same(task.done(), true, 'done() of the task that the loop made, after the run')
    },
    { hint: 'setTaskFactory(null)' },
  ),

  clauseTest(
    'factories.set-task-factory-refuses-what-is-no-function',
    'a number, a string and an object',
    (check) => {
      const loop = check.newEventLoop()
      const { factory } = recordingFactory(check)
      loop.setTaskFactory(factory)
      for (const [what, value] of [
        ['a number', 5],
        ['a string', 'factory'],
        ['an object', {}],
      ] as const) {
        const refused = check.attempt(() => {
          loop.setTaskFactory(value as never)
        })
        check.threw(refused, 'TypeError', `setTaskFactory() of ${what}`)
        check.same(loop.getTaskFactory(), factory, `getTaskFactory() after setTaskFactory() refused ${what}`)
      }
    },
    { hint: 'whether setTaskFactory() looks at its argument before it keeps it' },
  ),

  clauseTest(
    'factories.each-loop-has-its-own-factory',
    'two loops, one with a factory',
    async (check) => {
      const [loop, other] = [check.newEventLoop(), check.newEventLoop()]
      const { factory, calls } = recordingFactory(check)
      loop.setTaskFactory(factory)
      check.same(other.getTaskFactory(), null, 'getTaskFactory() of the other loop')
      other.createTask(steps())
      check.same(calls.length, 0, 'the number of calls of the factory for a task of the other loop')
      loop.createTask(steps())
      check.same(calls.length, 1, 'the number of calls of the factory for a task of its own loop')
      await check.iterations(loop)
      await check.iterations(other)
    },
    { hint: 'where the task factory is kept: on the loop' },
  ),
]
