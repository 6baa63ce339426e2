/** When the loop's own tasks are listed. */
import type { RegisteredTask, Task } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { inCallback } from './in-callback.ts'
import { minimalTask, OwnTask } from './own-task.ts'

export const listingTests: readonly ClauseTest[] = [
  clauseTest(
    'task-registry.created-task-is-listed',
    'created before the run',
    async (check) => {
      const loop = check.newEventLoop()
      const task = loop.createTask(
        (function* () {
          yield
        })(),
      )
      check.sameMembers(
        check.api.getTasks(loop),
        new Set([task]),
        'getTasks() after createTask(), before the run',
      )
      await check.iterations(loop)
    },
    { hint: 'where a task registers: its constructor, not its first step' },
  ),

  clauseTest(
    'task-registry.created-task-is-listed',
    'created in a callback',
    async (check) => {
      const loop = check.newEventLoop()
      const seen = await inCallback(check, loop, () => {
        const task = loop.createTask(
          (function* () {
            yield
          })(),
        )
        return { task, tasks: new Set(check.api.getTasks(loop)) }
      })
      check.sameMembers(seen.tasks, new Set([seen.task]), 'getTasks() after createTask() in a callback')
    },
    { hint: 'where a task registers: its constructor, not its first step' },
  ),

  clauseTest(
    'task-registry.living-task-is-listed',
    'looked for in every iteration and every step',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const looks: { where: string; done: boolean; listed: boolean }[] = []
      const look = (where: string): void => {
        looks.push({ where, done: task.done(), listed: api.getTasks(loop).has(task) })
      }
      const task = check.createTask(loop, 'task', function* () {
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
      await check.iterations(loop, 12)
      const missing = looks.find((one) => !one.done && !one.listed)
      check.that(
        missing === undefined,
        'the task is listed for as long as it is not done',
        `the task was not listed ${missing?.where ?? ''}`,
      )
      check.happened('task step 3')
      check.that(
        looks.some((one) => one.where === 'while it waited' && one.listed),
        'the task is seen while it waits',
        'the task was never seen while it waited',
      )
    },
    { hint: 'where the task calls unregisterTask(): only when it is about to be done' },
  ),

  clauseTest(
    'task-registry.tasks-of-the-loop-register-like-any-other',
    'the second of three registers again, unregisters twice, and comes back',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const spawn = (label: string): Task<void> =>
        check.createTask(loop, label, function* () {
          yield
        })
      const [first, second, third] = [spawn('a'), spawn('b'), spawn('c')]
      const all = new Set([first, second, third])
      api.registerTask(second)
      check.sameMembers(api.getTasks(loop), all, 'getTasks() after a task of the loop has registered again')
      api.unregisterTask(second)
      check.sameMembers(api.getTasks(loop), new Set([first, third]), 'getTasks() after it has unregistered')
      api.unregisterTask(second)
      check.sameMembers(api.getTasks(loop), new Set([first, third]), 'getTasks() after it has done so twice')
      api.registerTask(second)
      check.sameMembers(api.getTasks(loop), all, 'getTasks() after it has come back')
      await check.iterations(loop)
      check.happened('c step 2')
    },
    {
      hint: 'registerTask() and unregisterTask() of a task that has links of its own, and when those are cleared',
    },
  ),

  clauseTest(
    'task-registry.living-task-is-listed',
    'a hundred and eighty, every third of which ends in its first step',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const futures = Array.from({ length: 180 }, () => loop.createFuture())
      const tasks = futures.map((future, index) =>
        loop.createTask(
          (function* () {
            if (index % 3 !== 0) yield* future
          })(),
        ),
      )
      await check.iterations(loop)
      // The done ones are for another clause to judge.
      const waiting = tasks.filter((_, index) => index % 3 !== 0)
      const listed = api.getTasks(loop)
      const missing = waiting.filter((task) => !listed.has(task)).length
      check.same(missing, 0, 'the number of waiting tasks, of a hundred and twenty, that getTasks() left out')
      for (const future of futures) future.setResult('go on')
      await check.iterations(loop)
      check.that(
        tasks.every((task) => task.done()),
        'all of them end',
        'some of them did not end when their future was done',
      )
    },
    { hint: 'whatever sweeps the done ones out of the registry must keep the others' },
  ),

  clauseTest(
    'task-registry.living-task-is-listed',
    'between two runs, held by the future that it waits for',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      await inCallback(check, loop, () => {
        check.createTask(loop, 'task', function* () {
          yield* future
          check.note('finished')
        })
      })
      const between = api.getTasks(loop).size
      check.same(between, 1, 'the number of tasks between the two runs')
      loop.callSoon(() => {
        future.setResult('go on')
      })
      await check.iterations(loop)
      check.happened('finished')
      check.same(api.getTasks(loop).size, 0, 'the number of tasks after the second run')
    },
    { hint: 'what the end of a run, or of a turn, does to the list' },
  ),

  clauseTest(
    'task-registry.done-tasks-are-not-listed',
    'an object that never unregisters',
    (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      let done = false
      const task = minimalTask(loop, () => done)
      api.registerTask(task)
      check.sameMembers(api.getTasks(loop), new Set([task]), 'getTasks() while the task is pending')
      done = true
      check.sameMembers(api.getTasks(loop), new Set(), 'getTasks() once the task says that it is done')
      api.unregisterTask(task)
    },
    { hint: 'whether getTasks() asks each task for done()' },
  ),

  clauseTest(
    'task-registry.done-tasks-are-not-listed',
    'seen by the done callbacks of tasks that return, throw and are cancelled',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const tasks: RegisteredTask[] = []
      const listed: string[] = []
      const watch = (label: string, ending: () => void): void => {
        const task = check.createTask(loop, label, function* () {
          yield
          ending()
          yield* loop.createFuture()
        })
        tasks.push(task)
        task.addDoneCallback(() => {
          check.note(`${label} done`)
          if (!task.cancelled()) task.exception()
          if (api.getTasks(loop).has(task)) listed.push(label)
        })
        if (label === 'cancelled') loop.callSoon(() => loop.callSoon(() => task.cancel()))
      }
      watch('throwing', () => {
        throw new Error('the end of the task')
      })
      watch('cancelled', () => undefined)
      const returning = check.createTask(loop, 'returning', function* () {
        yield
      })
      returning.addDoneCallback(() => {
        check.note('returning done')
        if (api.getTasks(loop).has(returning)) listed.push('returning')
      })
      await check.iterations(loop, 12)
      for (const label of ['throwing', 'cancelled', 'returning']) check.happened(`${label} done`)
      check.sameMembers(listed, [], 'the tasks listed in their own done callbacks')
      check.sameMembers(api.getTasks(loop), new Set(), 'getTasks() after the run')
    },
    { hint: 'whether the task unregisters on each way to its end, or getTasks() asks for done()' },
  ),

  clauseTest(
    'task-registry.done-tasks-are-not-listed',
    'a task of another class that never unregisters',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const own = new OwnTask(
        api,
        loop,
        check.coroutine('own', function* () {
          yield
        }),
        { unregisters: false },
      )
      check.sameMembers(api.getTasks(loop), new Set([own]), 'getTasks() before the run')
      await check.iterations(loop)
      check.happened('own step 2')
      check.sameMembers(api.getTasks(loop), new Set(), 'getTasks() after the run')
    },
    { hint: 'whether getTasks() asks each task for done()' },
  ),

  clauseTest(
    'task-registry.refused-task-is-not-listed',
    'what is no coroutine, and a coroutine on a closed loop',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const worker = function* (): Generator<undefined, void, void> {
        yield
      }
      const refused = check.attempt(() => loop.createTask(worker as never))
      check.threw(refused, 'TypeError', 'createTask() of a function')
      check.sameMembers(api.getTasks(loop), new Set(), 'getTasks() after createTask() refused a function')
      const task = check.createTask(loop, 'task', worker)
      check.sameMembers(api.getTasks(loop), new Set([task]), 'getTasks() after createTask() of a coroutine')
      await check.iterations(loop)
      loop.close()
      const late = check.attempt(() => loop.createTask(worker()))
      check.threw(late, 'RuntimeError', 'createTask() of a closed loop')
      check.sameMembers(api.getTasks(loop), new Set(), 'getTasks() after createTask() of a closed loop')
    },
    { hint: 'the order of things in the constructor of a task: registerTask() comes last' },
  ),

  clauseTest(
    'task-registry.tasks-are-listed-in-creation-order',
    'tasks of two kinds by turns',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const create = (label: string): RegisteredTask =>
        check.createTask(loop, label, function* () {
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
      check.sameMembers([...api.getTasks(loop)], [first, second, third, fourth], 'getTasks(), as a list')
      api.unregisterTask(second)
      check.sameMembers([...api.getTasks(loop)], [first, third, fourth], 'getTasks() after one has left')
      api.unregisterTask(fourth)
      await check.iterations(loop)
    },
    { hint: 'whether the registry keeps tasks of its own class apart from the others' },
  ),
]
