/** `eagerStart` of `createTask`. */
import type { Coroutine, EagerTaskConstructor, EventLoop, Task, TaskOptions } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { contextVariables } from '../support/context-variables.ts'
import { eagerLoop } from '../support/tasks.ts'
import { inCallback } from '../support/turns.ts'

const hint = 'In createTask(), pass eagerStart to the task, or to the task factory.'

export const factoriesEagerChecks: readonly Check[] = [
  check(
    'factories.create-task-takes-eager-start',
    'true, false and no value',
    async (t) => {
      const loop = t.newEventLoop()
      const begun = await inCallback(t, loop, () =>
        [{ eagerStart: true }, { eagerStart: false }, {}].map((options) => hasBegun(t, loop, options)),
      )
      t.sameItems(begun, [true, false, false], 'whether each task has begun when createTask() returns')
      t.times('task step 1', 3)
    },
    { hint, unless: ['eager'] },
  ),
  check(
    'factories.create-task-takes-eager-start',
    'the same, where the task factory is the eager one',
    async (t) => {
      const loop = eagerLoop(t)
      const begun = await inCallback(t, loop, () =>
        [{ eagerStart: true }, { eagerStart: false }, {}].map((options) => hasBegun(t, loop, options)),
      )
      t.sameItems(begun, [true, false, true], 'whether each task has begun when createTask() returns')
      t.times('task step 1', 3)
    },
    { hint },
  ),
  check(
    'factories.eager-factory-takes-another-class',
    'a class that remembers its options',
    async (t) => {
      const { Task: OwnClass } = t.api as Partial<typeof t.api>
      if (OwnClass === undefined) return t.skipWithout('taskClass')
      contextVariables(t)
      const loop = t.newEventLoop()
      const context = t.api.copyContext()
      const made: unknown[] = []
      const calls: [coro: unknown, options: TaskOptions & { loop?: EventLoop }][] = []
      // A function that returns an object can be called with `new`.
      const TaskClass = function (coro: Coroutine<unknown>, options: TaskOptions) {
        calls.push([coro, options])
        const task = new OwnClass(coro, options)
        made.push(task)
        return task
      } as unknown as EagerTaskConstructor
      loop.setTaskFactory(t.api.createEagerTaskFactory(TaskClass))
      const [first, second] = [t.coroutine('first', steps), t.coroutine('second', steps)]
      const tasks = await inCallback(t, loop, () => {
        const created = [loop.createTask(first, { context })]
        t.note('the first task is created')
        return [...created, loop.createTask(second)]
      })
      t.order('first step 1', 'the first task is created')
      t.sameItems(made, tasks, 'what the class made')
      const coroutines = calls.map(([coro]) => coro)
      t.sameItems(coroutines, [first, second], 'the coroutines that it received')
      const given = calls.map(([, options]) => options)
      const loops = given.map((options) => options.loop)
      t.sameItems(loops, [loop, loop], 'the loops that it received')
      const starts = given.map((options) => options.eagerStart)
      t.sameItems(starts, [true, true], 'eagerStart that it received')
      t.same(given[0]?.context, context, 'the context that it received')
    },
    { hint: 'Return a task factory that calls the class with the options, `loop` and `eagerStart`.' },
  ),
  check(
    'factories.eager-task-has-its-name',
    'a name that is given, and one that the first step sets',
    async (t) => {
      const loop = eagerLoop(t)
      const seen: unknown[] = []
      const tasks: Task[] = []
      await inCallback(t, loop, () => {
        const looking = function* (): Coroutine<void> {
          seen.push((t.api.currentTask() as Task).getName())
          yield
        }
        const naming = function* (): Coroutine<void> {
          ;(t.api.currentTask() as Task).setName('set')
          yield
        }
        tasks.push(loop.createTask(looking(), { name: 'given' }))
        tasks.push(loop.createTask(naming(), { name: 'given' }), loop.createTask(naming()))
        seen.push(...tasks.map((task) => task.getName()))
      })
      t.sameItems(
        seen,
        ['given', 'given', 'set', 'set'],
        'the name in the first step, that of the same task afterwards, and those of two tasks that name themselves',
      )
    },
    { hint: 'Set the name before the first step, and not again after it.' },
  ),
]

function hasBegun(t: CheckContext, loop: EventLoop, options: TaskOptions): boolean {
  let begun = false
  loop.createTask(
    t.coroutine('task', function* (): Coroutine<void> {
      begun = true
      yield
    }),
    options,
  )
  return begun
}

function* steps(): Coroutine<void> {
  yield
}
