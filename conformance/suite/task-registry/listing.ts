/** When the loop's own tasks are listed. */
import type { RegisteredTask, Task } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { inCallback } from '../support/turns.ts'
import { minimalTask, OwnTask } from '../support/own-task.ts'

export const taskRegistryListingChecks: readonly Check[] = [
  check(
    'task-registry.created-task-is-listed',
    'created before the run',
    async (t) => {
      const loop = t.newEventLoop()
      const task = loop.createTask(
        (function* () {
          yield
        })(),
      )
      t.sameItems(t.api.getTasks(loop), new Set([task]), 'getTasks() after createTask(), before the run')
      await t.iterations(loop)
    },
    { hint: 'Register a task in its constructor, not in its first step.' },
  ),

  check(
    'task-registry.created-task-is-listed',
    'created in a callback',
    async (t) => {
      const loop = t.newEventLoop()
      const seen = await inCallback(t, loop, () => {
        const task = loop.createTask(
          (function* () {
            yield
          })(),
        )
        return { task, tasks: new Set(t.api.getTasks(loop)) }
      })
      t.sameItems(seen.tasks, new Set([seen.task]), 'getTasks() after createTask() in a callback')
    },
    { hint: 'Register a task in its constructor, not in its first step.' },
  ),

  check(
    'task-registry.living-task-is-listed',
    'checked in every iteration and every step',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const looks: { where: string; done: boolean; listed: boolean }[] = []
      const look = (where: string): void => {
        looks.push({ where, done: task.done(), listed: api.getTasks(loop).has(task) })
      }
      const task = t.createTask(loop, 'task', function* () {
        look('in the first step')
        yield
        look('in the second step')
        yield* future
        look('in the last step')
      })
      const watch = (left: number): void => {
        look('while it waited')
        if (left === 0) future.setResult('go on')
        else loop.callSoon(watch, [left - 1])
      }
      loop.callSoon(watch, [4])
      await t.iterations(loop, 12)
      const missing = looks.find((one) => !one.done && !one.listed)
      t.that(
        missing === undefined,
        'the task is listed until it is done',
        `the task was not listed ${missing?.where ?? ''}`,
      )
      t.happened('task step 3')
      t.that(
        looks.some((one) => one.where === 'while it waited' && one.listed),
        'the task is seen while it waits',
        'the task was never seen while it waited',
      )
    },
    { hint: 'Call unregisterTask() only when the task is about to be done.' },
  ),

  check(
    'task-registry.tasks-of-the-loop-register-like-any-other',
    'the second of three registers again, unregisters twice, and comes back',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const spawn = (label: string): Task<void> =>
        t.createTask(loop, label, function* () {
          yield
        })
      const [first, second, third] = [spawn('a'), spawn('b'), spawn('c')]
      const all = new Set([first, second, third])
      // What is no task must not stay in the registry, where later checks would find it.
      t.same(api.isFuture(second), true, 'isFuture() of what createTask() returned')
      api.registerTask(second)
      t.sameItems(api.getTasks(loop), all, 'getTasks() after a task of the loop has registered again')
      api.unregisterTask(second)
      t.sameItems(api.getTasks(loop), new Set([first, third]), 'getTasks() after it has unregistered')
      api.unregisterTask(second)
      t.sameItems(api.getTasks(loop), new Set([first, third]), 'getTasks() after it has done so twice')
      api.registerTask(second)
      t.sameItems(api.getTasks(loop), all, 'getTasks() after it is registered again')
      await t.iterations(loop)
      t.happened('c step 2')
    },
    {
      hint: 'Check how registerTask() and unregisterTask() link tasks, and when they clear the links.',
    },
  ),

  check(
    'task-registry.living-task-is-listed',
    'a hundred and eighty, every third of which ends in its first step',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const futures = Array.from({ length: 180 }, () => loop.createFuture())
      const tasks = futures.map((future, index) =>
        loop.createTask(
          (function* () {
            if (index % 3 !== 0) yield* future
          })(),
        ),
      )
      await t.iterations(loop)
      // The done ones are for another clause to judge.
      const waiting = tasks.filter((_, index) => index % 3 !== 0)
      const listed = api.getTasks(loop)
      const missing = waiting.filter((task) => !listed.has(task)).length
      t.same(missing, 0, 'the number of waiting tasks, of a hundred and twenty, that getTasks() left out')
      for (const future of futures) future.setResult('go on')
      await t.iterations(loop)
      t.that(
        tasks.every((task) => task.done()),
        'all tasks end',
        'some tasks did not end when their future was done',
      )
    },
    { hint: 'When you sweep done tasks out of the registry, keep the others.' },
  ),

  check(
    'task-registry.living-task-is-listed',
    'between two runs, held by the future that it waits for',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      await inCallback(t, loop, () => {
        t.createTask(loop, 'task', function* () {
          yield* future
          t.note('finished')
        })
      })
      const between = api.getTasks(loop).size
      t.same(between, 1, 'the number of tasks between the two runs')
      loop.callSoon(() => {
        future.setResult('go on')
      })
      await t.iterations(loop)
      t.happened('finished')
      t.same(api.getTasks(loop).size, 0, 'the number of tasks after the second run')
    },
    { hint: 'Do not clear the list of tasks at the end of a run or a turn.' },
  ),

  check(
    'task-registry.done-tasks-are-not-listed',
    'an object that never unregisters',
    (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      let done = false
      const task = minimalTask(loop, () => done)
      api.registerTask(task)
      t.sameItems(api.getTasks(loop), new Set([task]), 'getTasks() while the task is pending')
      done = true
      t.sameItems(api.getTasks(loop), new Set(), 'getTasks() once the task says that it is done')
      api.unregisterTask(task)
    },
    { hint: 'In getTasks(), check done() of each task.' },
  ),

  check(
    'task-registry.done-tasks-are-not-listed',
    'seen by the done callbacks of tasks that return, throw and are cancelled',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const tasks: RegisteredTask[] = []
      const listed: string[] = []
      const watch = (label: string, ending: () => void): void => {
        const task = t.createTask(loop, label, function* () {
          yield
          ending()
          yield* loop.createFuture()
        })
        tasks.push(task)
        task.addDoneCallback(() => {
          t.note(`${label} done`)
          if (!task.cancelled()) task.exception()
          if (api.getTasks(loop).has(task)) listed.push(label)
        })
        if (label === 'cancelled') loop.callSoon(() => loop.callSoon(() => task.cancel()))
      }
      watch('throwing', () => {
        throw new Error('the end of the task')
      })
      watch('cancelled', () => undefined)
      const returning = t.createTask(loop, 'returning', function* () {
        yield
      })
      returning.addDoneCallback(() => {
        t.note('returning done')
        if (api.getTasks(loop).has(returning)) listed.push('returning')
      })
      await t.iterations(loop, 12)
      for (const label of ['throwing', 'cancelled', 'returning']) t.happened(`${label} done`)
      t.sameItems(listed, [], 'the tasks listed in their own done callbacks')
      t.sameItems(api.getTasks(loop), new Set(), 'getTasks() after the run')
    },
    { hint: 'Unregister the task on every way to its end, or check done() in getTasks().' },
  ),

  check(
    'task-registry.done-tasks-are-not-listed',
    'a task of another class that never unregisters',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const own = new OwnTask(
        api,
        loop,
        t.coroutine('own', function* () {
          yield
        }),
        { unregisters: false },
      )
      t.sameItems(api.getTasks(loop), new Set([own]), 'getTasks() before the run')
      await t.iterations(loop)
      t.happened('own step 2')
      t.sameItems(api.getTasks(loop), new Set(), 'getTasks() after the run')
    },
    { hint: 'In getTasks(), check done() of each task.' },
  ),

  check(
    'task-registry.refused-task-is-not-listed',
    'what is no coroutine, and a coroutine on a closed loop',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const worker = function* (): Generator<undefined, void, void> {
        yield
      }
      const refused = t.attempt(() => loop.createTask(worker as never))
      t.threw(refused, 'TypeError', 'createTask() of a function')
      t.sameItems(api.getTasks(loop), new Set(), 'getTasks() after createTask() refused a function')
      const task = t.createTask(loop, 'task', worker)
      t.sameItems(api.getTasks(loop), new Set([task]), 'getTasks() after createTask() of a coroutine')
      await t.iterations(loop)
      loop.close()
      const late = t.attempt(() => loop.createTask(worker()))
      t.threw(late, 'RuntimeError', 'createTask() of a closed loop')
      t.sameItems(api.getTasks(loop), new Set(), 'getTasks() after createTask() of a closed loop')
    },
    { hint: 'Call registerTask() last in the constructor of a task.' },
  ),

  check(
    'task-registry.tasks-are-listed-in-creation-order',
    'tasks of two kinds by turns',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const create = (label: string): RegisteredTask =>
        t.createTask(loop, label, function* () {
          yield
        })
      const register = (task: RegisteredTask): RegisteredTask => {
        api.registerTask(task)
        return task
      }
      const first = create('first')
      const second = register(minimalTask(loop))
      const third = create('third')
      const fourth = register(minimalTask(loop))
      t.sameItems([...api.getTasks(loop)], [first, second, third, fourth], 'getTasks(), as a list')
      api.unregisterTask(second)
      t.sameItems([...api.getTasks(loop)], [first, third, fourth], 'getTasks() after one has left')
      api.unregisterTask(fourth)
      await t.iterations(loop)
    },
    { hint: 'Keep tasks of every class in one registry.' },
  ),
]
