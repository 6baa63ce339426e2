/** Very many tasks, factories that make tasks themselves, and promises of anything. */
import type { Coroutine } from '../../../spec/index.ts'
import { check, oneOf, type Check } from '../../harness/index.ts'
import { fixed } from '../support/sizes.ts'
import { plainValues, thrown } from '../support/values.ts'
import { recordingFactory } from '../support/recording-factory.ts'

function* steps(): Coroutine<void> {
  yield
}

const names = oneOf<string>(
  ['is a text', () => 'worker-7'],
  ['is empty', () => ''],
  ['is a digit', () => '0'],
  ['looks like a default name', () => 'Task-1'],
  ['is long', () => 'long '.repeat(100)],
  ['is not ASCII', () => 'Aufgabe für 日本 🚀'],
)

export const factoriesCasesChecks: readonly Check[] = [
  check(
    'factories.default-names-differ',
    'more than a hundred',
    async (t) => {
      const loop = t.newEventLoop()
      const count = t.draw('tasks', fixed(1100, 110))
      const tasks = Array.from({ length: count }, () => loop.createTask(steps()))
      const different = new Set(tasks.map((task) => task.getName())).size
      await t.iterations(loop)
      t.same(different, count, 'how many different names there are')
    },
    { hint: 'Count the tasks, and put the whole number into the name.' },
  ),
  check(
    'factories.task-has-the-given-name',
    'any text',
    async (t) => {
      const loop = t.newEventLoop()
      const name = t.draw('the name', names)
      const task = loop.createTask(steps(), { name })
      const given = task.getName()
      await t.iterations(loop)
      t.same(given, name, 'the name of the task')
    },
    { hint: 'Use the name that is given, unless it is null or undefined. It may be empty.' },
  ),
  check(
    'factories.factory-makes-the-tasks',
    'a factory that creates a task of its own',
    async (t) => {
      const loop = t.newEventLoop()
      const received: unknown[] = []
      const [first, helper, last] = [steps(), steps(), steps()]
      const { factory } = recordingFactory(t)
      loop.setTaskFactory((given, coroutine, options) => {
        received.push(coroutine)
        if (coroutine === first) loop.createTask(helper)
        return factory(given, coroutine, options)
      })
      loop.createTask(first)
      loop.createTask(last)
      loop.setTaskFactory(null)
      await t.iterations(loop)
      t.sameItems(received, [first, helper, last], 'the coroutines that the factory received')
    },
    { hint: 'In createTask() of the loop, call the factory also while the factory runs.' },
  ),
  check(
    'factories.ensure-future-follows-a-promise',
    'that is fulfilled with any value, or rejected with any',
    async (t) => {
      const loop = t.newEventLoop()
      const value = t.draw('the value', plainValues)
      const error = t.draw('the error', thrown)
      const fulfilled = t.api.ensureFuture(Promise.resolve(value), { loop })
      const rejection = Promise.reject(error)
      // A candidate that does not follow it is judged for that, and not for an error that nobody catches.
      rejection.catch(() => undefined)
      const rejected = t.api.ensureFuture(rejection, { loop })
      await t.host.turn()
      await t.iterations(loop)
      for (const [what, future] of Object.entries({ fulfilled, rejected }))
        t.that(
          future.done(),
          `the future of the ${what} promise is done`,
          `the future of the ${what} promise is pending`,
        )
      t.same(fulfilled.result(), value, 'the result of the future of the fulfilled promise')
      const failure = t.attempt(() => rejected.result())
      t.that(
        failure.threw,
        'result() of the future of the rejected promise throws',
        'result() of the future of the rejected promise returned',
      )
      // A future cannot have undefined or null for its exception.
      if (error !== undefined && error !== null)
        t.same(
          failure.threw && failure.error,
          error,
          'what result() of the future of the rejected promise throws',
        )
    },
    { hint: 'Settle the future in both reactions, whatever the value is.' },
  ),
]
