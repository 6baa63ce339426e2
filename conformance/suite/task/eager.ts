/** Tasks that take their first step at their creation. */
import { CancelledError, SystemExit, type Coroutine, type EventLoop, type Task } from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { fromHost } from '../support/from-host.ts'
import { eagerLoop, loopOfOwnEagerTasks } from '../support/tasks.ts'
import { inCallback } from '../support/turns.ts'
import { contextVariables } from '../support/context-variables.ts'

const hint = 'With eagerStart, take the first step at once instead of scheduling it with callSoon().'
const aboutTheRun =
  'Start eagerly only if peekRunningLoop() is the loop of the task. isRunning() is also true between turns.'

export const taskEagerChecks: readonly Check[] = [
  check(
    'task.eager-start-takes-the-first-step-at-once',
    'three steps, created in a callback',
    async (t) => {
      const loop = eagerLoop(t)
      const task = await inCallback(t, loop, () => {
        t.note('before the creation')
        const made = t.createTask(loop, 'task', twoYields)
        t.note('after the creation')
        return made
      })
      t.order('before the creation', 'task step 1', 'after the creation', 'task step 2', 'task step 3')
      t.times('task step 1', 1)
      t.same(task.result(), 'returned', 'the result of the task')
    },
    { hint },
  ),

  check(
    'task.eager-start-takes-the-first-step-at-once',
    'a first step that waits for a future',
    async (t) => {
      const loop = eagerLoop(t)
      const future = loop.createFuture<string>()
      const task = await inCallback(t, loop, () => {
        const made = loop.createTask(
          t.coroutine('task', function* () {
            return yield* future
          }),
        )
        t.note('after the creation')
        future.setResult('awaited')
        return made
      })
      t.order('task step 1', 'after the creation', 'task step 2')
      t.same(task.result(), 'awaited', 'the result of the task')
    },
    { hint },
  ),

  check(
    'task.eager-start-waits-for-the-run',
    'created before the run',
    async (t) => {
      const loop = eagerLoop(t)
      const task = loop.createTask(t.coroutine('early', twoYields))
      t.note('after the creation')
      const inRun = await inCallback(t, loop, () => {
        const made = loop.createTask(t.coroutine('late', twoYields))
        t.note('created in the run')
        return made
      })
      t.order('after the creation', 'early step 1')
      t.order('late step 1', 'created in the run')
      for (const one of [task, inRun]) t.same(one.result(), 'returned', 'the result of the task')
    },
    { hint: 'Start eagerly only while the loop runs.' },
  ),

  check(
    'task.eager-start-needs-a-turn',
    'in a callback of the host, while the loop runs',
    async (t) => {
      const loop = eagerLoop(t)
      const create = fromHost(t, () => createFrom(t, loop, 'a callback of the host'))
      t.host.setTimeout(create, 5)
      await loop.runForever()
      t.order('created from a callback of the host', 'task step 1')
      t.times('task step 1', 1)
    },
    { hint: aboutTheRun },
  ),

  check(
    'task.eager-start-needs-a-turn',
    'in a turn of another loop, while the loop runs',
    async (t) => {
      const loop = eagerLoop(t)
      const other = t.newEventLoop()
      other.callLater(5, () => {
        createFrom(t, loop, 'a turn of another loop')
        other.stop()
      })
      await Promise.all([loop.runForever(), other.runForever()])
      t.order('created from a turn of another loop', 'task step 1')
      t.times('task step 1', 1)
    },
    { hint: aboutTheRun },
  ),

  check(
    'task.eager-task-can-be-done-at-once',
    'coroutines that return, throw and end cancelled',
    async (t) => {
      const loop = eagerLoop(t)
      const error = new Error('thrown in the first step')
      const endings: Record<string, () => Coroutine<string>> = {
        returning: atOnce(() => 'returned'),
        throwing: atOnce(() => {
          throw error
        }),
        cancelled: atOnce(() => {
          throw new CancelledError()
        }),
      }
      const tasks: Record<string, Task<string>> = {}
      const seen: unknown[] = []
      const attempt = await inCallback(t, loop, () =>
        t.attempt(() => {
          for (const [name, body] of Object.entries(endings)) {
            const task = (tasks[name] = loop.createTask(body()))
            seen.push(task.done(), t.api.getTasks(loop).has(task))
          }
        }),
      )
      t.same(attempt.threw, false, 'that a creation threw')
      t.sameItems(
        seen,
        [true, false, true, false, true, false],
        'done() of each task, and whether it is listed',
      )
      t.same(tasks.returning?.result(), 'returned', 'the result of the one that returned')
      t.same(tasks.throwing?.exception(), error, 'the exception of the one that threw')
      t.same(tasks.cancelled?.cancelled(), true, 'cancelled() of the one that ended cancelled')
    },
    { hint: 'End a task in an eager step as in any other, and keep its error in the task.' },
  ),

  ...([eagerLoop, loopOfOwnEagerTasks] as const).map((make) =>
    check(
      'task.failed-eager-start-leaves-nothing-behind',
      `a context that is entered already${make === eagerLoop ? '' : ', and the task class of the candidate'}`,
      async (t) => {
        const { api } = t
        contextVariables(t)
        const loop = make(t)
        const outcomes: Attempt<unknown>[] = []
        const seen: unknown[] = []
        const body = function* (): Coroutine<void> {
          t.note('the task begins')
          yield
        }
        await loop.runUntilComplete(
          (function* (): Coroutine<void> {
            yield
            const creator = api.currentTask()
            const before = api.getTasks().size
            const context = api.copyContext()
            outcomes.push(t.attempt(() => context.run(() => loop.createTask(body(), { context }))))
            seen.push(api.currentTask() === creator, api.getTasks().size - before)
            // A loop that has left another task current could not end this step.
            api.swapCurrentTask(loop, creator)
            outcomes.push(t.attempt(() => loop.createTask(body(), { context })))
            yield
          })(),
        )
        const [refused, accepted] = outcomes as [Attempt<unknown>, Attempt<unknown>]
        t.threw(refused, 'RuntimeError', 'createTask() inside of the context of the task')
        t.sameItems(
          seen,
          [true, 0],
          'whether the creator is the current task, and how many more tasks are listed',
        )
        t.returned(accepted, 'createTask() outside of the context')
        t.times('the task begins', 1)
      },
      {
        hint: 'In a `finally` after the first step, restore the current task. If the step could not begin, call unregisterTask().',
      },
    ),
  ),

  check(
    'task.eager-step-runs-in-its-context',
    'a variable that creator and task set',
    async (t) => {
      const loop = eagerLoop(t)
      const Variable = contextVariables(t)
      const variable = new Variable<string>('variable')
      const seen: unknown[] = []
      await inCallback(t, loop, () => {
        variable.set('of the creator')
        const body = function* (): Coroutine<void> {
          seen.push(variable.get())
          variable.set('of the task')
          yield
          seen.push(variable.get())
        }
        loop.createTask(body())
        seen.push(variable.get())
      })
      t.sameItems(
        seen,
        ['of the creator', 'of the creator', 'of the task'],
        'the variable in the first step, in the creator after it, and in the second step',
      )
    },
    { hint: 'Run the first step in a copy of the context, made when the task is created.' },
  ),

  check(
    'task.eager-step-runs-in-its-context',
    'a context that is given',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const Variable = contextVariables(t)
      const variable = new Variable<string>('variable', { defaultValue: 'unset' })
      const context = api.copyContext()
      context.run(() => variable.set('given'))
      const seen: unknown[] = []
      await inCallback(t, loop, () => {
        api.eagerTaskFactory(loop, atOnce(() => seen.push(variable.get()))(), { context })
        seen.push(variable.get())
      })
      t.sameItems(seen, ['given', 'unset'], 'the variable in the first step, and in the creator after it')
    },
    { hint: 'Run the first step in the given context.' },
  ),

  check(
    'task.eager-start-lets-fatal-errors-out',
    'a first step that throws SystemExit',
    async (t) => {
      const loop = eagerLoop(t)
      // The task that is never returned may report its exception to the handler when it is collected.
      t.reports(loop)
      const exit = new SystemExit()
      // The task that was never returned is collected with an exception that was not retrieved, which is reported.
      t.reports(loop)
      const attempt = await inCallback(t, loop, () =>
        t.attempt(() =>
          loop.createTask(
            atOnce(() => {
              throw exit
            })(),
          ),
        ),
      )
      t.same(attempt.threw ? attempt.error : null, exit, 'what createTask() threw')
      const next = await inCallback(t, loop, () => loop.createTask(atOnce(() => 'fine')()))
      t.same(next.result(), 'fine', 'the result of the next task')
    },
    { hint: 'Set SystemExit or KeyboardInterrupt as the exception of the task first, then rethrow it.' },
  ),
]

function* twoYields(): Coroutine<string> {
  yield
  yield
  return 'returned'
}

/** A coroutine function that never suspends. */
function atOnce<T>(body: () => T): () => Coroutine<T> {
  return function* () {
    return body()
  }
}

/** Creates a task that ends the run, and records when. */
function createFrom(t: CheckContext, loop: EventLoop, where: string): void {
  loop.createTask(
    t.coroutine('task', function* () {
      loop.stop()
    }),
  )
  t.note(`created from ${where}`)
  // Also when the step has been taken already: a stop between two turns ends the run.
  loop.callSoonThreadsafe(() => undefined)
}
