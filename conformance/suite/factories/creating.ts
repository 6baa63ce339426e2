/** `createFuture` and `createTask` of the loop. */
import type { Coroutine } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { OwnTask } from '../support/own-task.ts'
import { contextVariables } from '../support/context-variables.ts'

export const factoriesCreatingChecks: readonly Check[] = [
  check(
    'factories.create-future-makes-a-future',
    'on a loop that does not run',
    (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      t.same(t.api.isFuture(future), true, 'isFuture() of what createFuture() returned')
      t.same(future.getLoop(), loop, 'getLoop() of the future')
      t.same(future.done(), false, 'done() of the new future')
      t.same(loop.createFuture() === future, false, 'a second createFuture() returns the same future')
      future.setResult('value')
      t.same(future.done(), true, 'done() after setResult()')
    },
    { hint: 'Check createFuture() of the loop.' },
  ),

  check(
    'factories.create-task-makes-a-task',
    'on a loop that does not run yet',
    async (t) => {
      const loop = t.newEventLoop()
      const coroutine = (function* () {
        t.note('step')
      })()
      const task = loop.createTask(coroutine)
      t.note('created')
      t.same(t.api.isFuture(task), true, 'isFuture() of what createTask() returned')
      t.same(task.getLoop(), loop, 'getLoop() of the task')
      t.same(task.done(), false, 'done() of the new task')
      await t.iterations(loop)
    },
    { hint: 'Check createTask() of the loop.' },
  ),

  check(
    'factories.create-task-refuses-what-is-no-coroutine',
    'a number, null, a plain object, a future, a function',
    (t) => {
      const loop = t.newEventLoop()
      const wrong: readonly [string, unknown][] = [
        ['a number', 5],
        ['null', null],
        ['a plain object', {}],
        ['a future', loop.createFuture()],
        [
          'a function that makes a coroutine',
          function* worker() {
            yield
          },
        ],
      ]
      for (const [what, value] of wrong) {
        const refused = t.attempt(() => loop.createTask(value as never))
        t.threw(refused, 'TypeError', `createTask() of ${what}`)
      }
    },
    { hint: 'Check the first argument of createTask() with isCoroutine().' },
  ),

  check(
    'factories.closed-loop-refuses-tasks',
    'without a task factory',
    (t) => {
      const loop = t.newEventLoop()
      loop.close()
      const refused = t.attempt(() => loop.createTask(steps()))
      t.threw(refused, 'RuntimeError', 'createTask() of a closed loop')
    },
    { hint: 'In createTask(), check isClosed() first.' },
  ),

  check(
    'factories.closed-loop-refuses-tasks',
    'with a task factory',
    (t) => {
      const loop = t.newEventLoop()
      let calls = 0
      const made = new OwnTask(t.api, loop, steps())
      loop.setTaskFactory(() => {
        calls++
        return made
      })
      loop.createTask(steps())
      const before = calls
      loop.close()
      const refused = t.attempt(() => loop.createTask(steps()))
      t.threw(refused, 'RuntimeError', 'createTask() of a closed loop with a task factory')
      t.same(calls, before, 'the number of calls of the task factory after close()')
    },
    { hint: 'In createTask(), check isClosed() before you call the factory.' },
  ),

  check(
    'factories.refused-coroutine-is-left-alone',
    'another loop runs it',
    async (t) => {
      const [closed, loop] = [t.newEventLoop(), t.newEventLoop()]
      const coroutine = t.coroutine('coroutine', steps)
      closed.close()
      t.threw(
        t.attempt(() => closed.createTask(coroutine)),
        'RuntimeError',
        'createTask() of a closed loop',
      )
      t.times('coroutine step 1', 0)
      loop.createTask(coroutine)
      await t.iterations(loop)
      t.times('coroutine step 2', 1)
    },
    { hint: 'When createTask() throws, do not step or close the coroutine.' },
  ),

  check(
    'factories.task-has-the-given-name',
    'a string, an empty string, a number, and a new name',
    async (t) => {
      const loop = t.newEventLoop()
      const nameOf = (name: unknown): string => loop.createTask(steps(), { name }).getName()
      t.same(nameOf('worker'), 'worker', "getName() of a task that was given 'worker'")
      t.same(nameOf(''), '', 'getName() of a task that was given an empty string')
      t.same(nameOf(5), '5', 'getName() of a task that was given 5')
      const task = loop.createTask(steps(), { name: 'before' })
      task.setName('after')
      t.same(task.getName(), 'after', "getName() after setName('after')")
      task.setName(7)
      t.same(task.getName(), '7', 'getName() after setName(7)')
      await t.iterations(loop)
    },
    { hint: 'Check the name option of createTask(), getName() and setName().' },
  ),

  check(
    'factories.default-names-differ',
    'tasks of two loops',
    async (t) => {
      const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
      const tasks = [
        loop.createTask(steps()),
        loop.createTask(steps(), {}),
        other.createTask(steps()),
        loop.createTask(steps(), { name: null }),
        other.createTask(steps(), { name: null }),
        loop.createTask(steps(), { name: undefined }),
        other.createTask(steps(), { name: undefined }),
      ]
      const names = tasks.map((task) => task.getName() as unknown)
      for (const name of names)
        t.that(
          typeof name === 'string' && name !== '',
          'a default name is a string that is not empty',
          `a default name was ${JSON.stringify(name) ?? 'undefined'}`,
        )
      const different = new Set(names).size
      t.that(
        different === names.length,
        `${String(names.length)} tasks have ${String(names.length)} default names`,
        `the default names were ${names.join(', ')}`,
      )
      await t.iterations(loop)
      await t.iterations(other)
    },
    { hint: 'Use one counter of default names for all loops.', unless: ['factory', 'eager'] },
  ),

  check(
    'factories.task-runs-in-the-given-context',
    'a variable that is set before and inside',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const Variable = contextVariables(t)
      const variable = new Variable<string>('variable')
      const context = api.copyContext()
      context.run(() => variable.set('from the creator'))
      const seen: unknown[] = []
      loop.createTask(
        (function* (): Coroutine<void> {
          seen.push(variable.get('nothing'))
          variable.set('from the first step')
          yield
          seen.push(variable.get('nothing'))
          variable.set('from the second step')
        })(),
        { context },
      )
      await t.iterations(loop)
      t.sameItems(seen, ['from the creator', 'from the first step'], 'the variable in the two steps')
      t.same(context.get(variable), 'from the second step', 'the variable in the context after the run')
      t.same(variable.get('nothing'), 'nothing', 'the variable outside of the context')
    },
    { hint: 'Check the context option of createTask(), and the context that the steps are scheduled with.' },
  ),
]

function* steps(): Coroutine<void> {
  yield
}
