/** Which task is current while a loop steps its own tasks. */
import { KeyboardInterrupt, type Coroutine, type RegisteredTask } from '../../../spec/index.ts'
import { check, type Attempt, type Check } from '../../harness/index.ts'
import { minimalTask } from '../support/own-task.ts'
import { tryRun, stopAfter } from '../support/turns.ts'

export const taskRegistrySteppingChecks: readonly Check[] = [
  check(
    'task-registry.step-sees-its-own-task',
    'in each step, after an error was thrown in, and inside what is awaited',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const failing = loop.createFuture()
      const seen: unknown[] = []
      const look = (): void => {
        seen.push(api.currentTask())
      }
      function* inner(): Coroutine<void> {
        look()
        yield
        look()
      }
      const task = t.createTask(loop, 'task', function* () {
        look()
        yield
        try {
          yield* failing
        } catch {
          look()
        }
        yield* inner()
        look()
      })
      loop.callSoon(() => {
        loop.callSoon(() => {
          failing.setException(new Error('thrown into the task'))
        })
      })
      await t.iterations(loop, 12)
      t.sameItems(seen, [task, task, task, task, task], 'currentTask() at the five looks of the task')
    },
    { hint: 'Call enterTask() before each next() and throw() of the coroutine.' },
  ),

  check(
    'task-registry.step-sees-its-own-task',
    'tasks that take turns',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const wrong: string[] = []
      const tasks = new Map<string, RegisteredTask>()
      for (const label of ['a', 'b', 'c']) {
        const task = t.createTask(loop, label, function* () {
          for (let step = 0; step < 3; step++) {
            if (api.currentTask() !== tasks.get(label)) wrong.push(label)
            yield
          }
        })
        tasks.set(label, task)
      }
      await t.iterations(loop)
      for (const label of ['a', 'b', 'c']) t.times(`${label} step 4`, 1)
      t.sameItems(wrong, [], 'the tasks that did not see themselves')
    },
    { hint: 'Call enterTask() before each next() and throw() of the coroutine.' },
  ),

  check(
    'task-registry.yielding-step-leaves-its-task',
    'a bare yield, checked from a callback',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const other = minimalTask(loop)
      function* work(): Coroutine<void> {
        yield
      }
      // As it is: some loops take no coroutine that watches another one.
      loop.createTask(work())
      const seen: unknown[] = []
      const look = t.callback('callback', () => {
        seen.push(api.currentTask(loop))
        if (seen[0] !== null) return
        api.enterTask(loop, other)
        seen.push(api.currentTask(loop))
        api.leaveTask(loop, other)
      })
      loop.callSoon(look)
      await t.iterations(loop)
      t.happened('callback')
      t.sameItems(seen, [null, other], 'currentTask() in the callback, and once another task was entered')
    },
    {
      hint: 'Call leaveTask() after each next() and throw() of the coroutine, not once when the task is done.',
    },
  ),

  check(
    'task-registry.failed-step-leaves-its-task',
    'the first step throws, and other tasks follow',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const seen: unknown[] = []
      const failing = t.createTask(loop, 'failing', function* () {
        throw new Error('the end of the task')
      })
      loop.callSoon(() => seen.push(api.currentTask()))
      const next = t.createTask(loop, 'next', function* () {
        seen.push(api.currentTask())
      })
      await t.iterations(loop)
      t.attempt(() => failing.exception())
      t.happened('failing step 1')
      t.sameItems(seen, [null, next], 'currentTask() in a callback and in a task after the failure')
    },
    { hint: 'Call leaveTask() in a `finally`.' },
  ),

  check(
    'task-registry.failed-step-leaves-its-task',
    'an error thrown into the coroutine comes out again',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const seen: unknown[] = []
      const future = loop.createFuture()
      const failing = t.createTask(loop, 'failing', function* () {
        yield* future
      })
      failing.addDoneCallback(() => seen.push(api.currentTask()))
      loop.callSoon(() => {
        future.setException(new Error('thrown into the task'))
      })
      await t.iterations(loop)
      t.attempt(() => failing.exception())
      const next = t.createTask(loop, 'next', function* () {
        seen.push(api.currentTask())
      })
      await t.iterations(loop)
      t.sameItems(seen, [null, next], 'currentTask() in the done callback and in a later task')
    },
    { hint: 'Call leaveTask() in a `finally`.' },
  ),

  check(
    'task-registry.fatal-step-leaves-its-task',
    'KeyboardInterrupt ends the run',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const seen: unknown[] = []
      const fatal = t.createTask(loop, 'fatal', function* () {
        throw new KeyboardInterrupt('the end of the run')
      })
      // If the loop continues, the check must still end.
      stopAfter(loop, 1)
      await t.attemptAsync(() => loop.runForever())
      t.attempt(() => fatal.exception())
      const between = api.currentTask(loop)
      const next = t.createTask(loop, 'next', function* () {
        seen.push(api.currentTask())
      })
      stopAfter(loop, 2)
      await loop.runForever()
      t.happened('fatal step 1')
      t.same(between, null, 'currentTask() after the run')
      t.sameItems(seen, [next], 'currentTask() in a task of the next run')
    },
    { hint: 'Call leaveTask() in a `finally`, before the error is rethrown.' },
  ),

  check(
    'task-registry.callbacks-have-no-current-task',
    'callbacks and timers between the steps of a task, and its done callbacks',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const allSeen = loop.createFuture()
      const seen: { where: string; current: unknown }[] = []
      const look = (where: string) => (): void => {
        seen.push({ where, current: api.currentTask(loop) })
        if (seen.length === 6) allSeen.setResult('all')
      }
      const task = t.createTask(loop, 'task', function* () {
        look('a step')()
        loop.callSoon(look('a callback scheduled in a step'))
        loop.callLater(0, look('a timer scheduled in a step'))
        yield
        yield* future
      })
      task.addDoneCallback(look('a done callback'))
      future.addDoneCallback(look('a done callback of what the task awaits'))
      loop.callSoon(() => {
        loop.callSoon(() => {
          look('a callback between two steps')()
          future.setResult('go on')
        })
      })
      t.waitingFor = 'six calls of the timer'
      await loop.runUntilComplete(allSeen)
      const inStep = seen.find((one) => one.where === 'a step')
      t.same(inStep?.current, task, 'currentTask() in the step')
      const wrong = seen.find((one) => one.where !== 'a step' && one.current !== null)
      t.same(wrong?.current ?? null, null, `currentTask() in ${wrong?.where ?? 'the callbacks'}`)
    },
    { hint: 'Call leaveTask() right after the step of the coroutine.' },
  ),

  check(
    'task-registry.no-task-is-current-between-runs',
    'a step stops the loop',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const seen: unknown[] = []
      const task = t.createTask(loop, 'task', function* () {
        seen.push(api.currentTask())
        loop.stop()
        yield
        seen.push(api.currentTask())
      })
      await loop.runForever()
      const between = api.currentTask(loop)
      await t.iterations(loop)
      t.same(between, null, 'currentTask() between the runs')
      t.sameItems(seen, [task, task], 'currentTask() in the steps of the two runs')
    },
    { hint: 'Call leaveTask() also after a step in which stop() was called.' },
  ),

  check(
    'task-registry.creating-a-task-keeps-the-current-one',
    'a task creates another',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const seen: Record<string, unknown> = {}
      const child = { task: null as RegisteredTask | null }
      const parent = t.createTask(loop, 'parent', function* () {
        child.task = loop.createTask(
          (function* () {
            seen['the child'] = api.currentTask()
            yield
          })(),
        )
        seen['the parent, after creating it'] = api.currentTask()
        yield
        seen['the parent, one step later'] = api.currentTask()
      })
      await t.iterations(loop)
      t.same(seen['the parent, after creating it'], parent, 'currentTask() after createTask()')
      t.same(seen['the child'], child.task, 'currentTask() in the child')
      t.same(seen['the parent, one step later'], parent, 'currentTask() in the next step of the parent')
    },
    { hint: 'In createTask(), do not step the new task, and do not make it current.' },
  ),

  check(
    'task-registry.refused-run-keeps-the-current-task',
    'a step tries to run its own loop, and another one',
    async (t) => {
      const { api } = t
      const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
      const seen: unknown[] = []
      const refusals: (() => Attempt<unknown>)[] = []
      const task = t.createTask(loop, 'task', function* () {
        for (const one of [loop, other]) {
          refusals.push(tryRun(t, () => one.runForever()))
          seen.push(api.currentTask())
        }
        yield
        seen.push(api.currentTask())
      })
      await t.iterations(loop)
      await t.host.turn()
      for (const outcome of refusals) t.threw(outcome(), 'RuntimeError', 'runForever() inside a step')
      t.sameItems(seen, [task, task, task], 'currentTask() after each refusal, and in the next step')
    },
    { hint: 'In runForever(), check before you change the current task.' },
  ),
]
