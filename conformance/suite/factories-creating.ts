/** `createFuture` and `createTask` of the loop. */
import type { Coroutine } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { OwnTask } from './own-task.ts'
import { contextVariables } from './context-variables.ts'

export const creatingTests: readonly ClauseTest[] = [
  clauseTest(
    'factories.create-future-makes-a-future',
    'on a loop that does not run',
    (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      check.same(check.api.isFuture(future), true, 'isFuture() of what createFuture() answered')
      check.same(future.getLoop(), loop, 'getLoop() of the future')
      check.same(future.done(), false, 'done() of the new future')
      check.same(loop.createFuture() === future, false, 'a second createFuture() answering the same future')
      future.setResult('value')
      check.same(future.done(), true, 'done() after setResult()')
    },
    { hint: 'createFuture() of the loop' },
  ),

  clauseTest(
    'factories.create-task-makes-a-task',
    'on a loop that does not run yet',
    async (check) => {
      const loop = check.newEventLoop()
      const coroutine = (function* () {
        check.note('step')
      })()
      const task = loop.createTask(coroutine)
      check.note('created')
      check.same(check.api.isFuture(task), true, 'isFuture() of what createTask() answered')
      check.same(task.getLoop(), loop, 'getLoop() of the task')
      check.same(task.done(), false, 'done() of the new task')
      await check.iterations(loop)
    },
    { hint: 'createTask() of the loop' },
  ),

  clauseTest(
    'factories.create-task-refuses-what-is-no-coroutine',
    'a number, null, a plain object, a future, a function',
    (check) => {
      const loop = check.newEventLoop()
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
        const refused = check.attempt(() => loop.createTask(value as never))
        check.threw(refused, 'TypeError', `createTask() of ${what}`)
      }
    },
    { hint: 'what createTask() asks of its first argument' },
  ),

  clauseTest(
    'factories.closed-loop-refuses-tasks',
    'without a task factory',
    (check) => {
      const loop = check.newEventLoop()
      loop.close()
      const refused = check.attempt(() => loop.createTask(steps()))
      check.threw(refused, 'RuntimeError', 'createTask() of a closed loop')
    },
    { hint: 'createTask() asks first whether the loop is closed' },
  ),

  clauseTest(
    'factories.closed-loop-refuses-tasks',
    'with a task factory',
    (check) => {
      const loop = check.newEventLoop()
      let calls = 0
      const made = new OwnTask(check.api, loop, steps())
      loop.setTaskFactory(() => {
        calls++
        return made
      })
      loop.createTask(steps())
      const before = calls
      loop.close()
      const refused = check.attempt(() => loop.createTask(steps()))
      check.threw(refused, 'RuntimeError', 'createTask() of a closed loop with a task factory')
      check.same(calls, before, 'the number of calls of the task factory after close()')
    },
    { hint: 'createTask() asks whether the loop is closed before it calls the factory' },
  ),

  clauseTest(
    'factories.refused-coroutine-is-left-alone',
    'another loop runs it',
    async (check) => {
      const [closed, loop] = [check.newEventLoop(), check.newEventLoop()]
      const coroutine = check.coroutine('coroutine', steps)
      closed.close()
      check.threw(
        check.attempt(() => closed.createTask(coroutine)),
        'RuntimeError',
        'createTask() of a closed loop',
      )
      check.times('coroutine step 1', 0)
      loop.createTask(coroutine)
      await check.iterations(loop)
      check.times('coroutine step 2', 1)
    },
    { hint: 'what createTask() does to the coroutine that it refuses' },
  ),

  clauseTest(
    'factories.task-has-the-given-name',
    'a string, an empty string, a number, and a new name',
    async (check) => {
      const loop = check.newEventLoop()
      const nameOf = (name: unknown): string => loop.createTask(steps(), { name }).getName()
      check.same(nameOf('worker'), 'worker', "getName() of a task that was given 'worker'")
      check.same(nameOf(''), '', 'getName() of a task that was given an empty string')
      check.same(nameOf(5), '5', 'getName() of a task that was given 5')
      const task = loop.createTask(steps(), { name: 'before' })
      task.setName('after')
      check.same(task.getName(), 'after', "getName() after setName('after')")
      task.setName(7)
      check.same(task.getName(), '7', 'getName() after setName(7)')
      await check.iterations(loop)
    },
    { hint: 'the name option of createTask(), getName() and setName()' },
  ),

  clauseTest(
    'factories.default-names-differ',
    'tasks of two loops',
    async (check) => {
      const [loop, other] = [check.newEventLoop(), check.newEventLoop()]
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
        check.that(
          typeof name === 'string' && name !== '',
          'a default name is a string that is not empty',
          `a default name was ${JSON.stringify(name) ?? 'undefined'}`,
        )
      const different = new Set(names).size
      check.that(
        different === names.length,
        `${String(names.length)} tasks have ${String(names.length)} default names`,
        `the default names were ${names.join(', ')}`,
      )
      await check.iterations(loop)
      await check.iterations(other)
    },
    { hint: 'the counter of default names is one for all loops' },
  ),

  clauseTest(
    'factories.task-runs-in-the-given-context',
    'a variable that is set before and inside',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const Variable = contextVariables(check)
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
      await check.iterations(loop)
      check.sameMembers(seen, ['from the creator', 'from the first step'], 'the variable in the two steps')
      check.same(context.get(variable), 'from the second step', 'the variable in the context after the run')
      check.same(variable.get('nothing'), 'nothing', 'the variable outside of the context')
    },
    { hint: 'the context option of createTask(), and what the steps are scheduled with' },
  ),
]

function* steps(): Coroutine<void> {
  yield
}
