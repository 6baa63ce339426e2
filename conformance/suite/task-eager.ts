/** Tasks that take their first step at their creation. */
import { CancelledError, SystemExit } from '../../spec/index.ts'
import type { Coroutine, EventLoop, Task } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { eagerLoop } from './eager-loop.ts'
import { inCallback } from './in-callback.ts'
import { contextVariables } from './context-variables.ts'

const hint = 'Where a task is made with eagerStart: its first step, instead of a callSoon() for it.'

export const taskEagerTests: readonly ClauseTest[] = [
  clauseTest(
    'task.eager-start-takes-the-first-step-at-once',
    'three steps, created in a callback',
    async (check) => {
      const loop = eagerLoop(check)
      const task = await inCallback(check, loop, () => {
        check.note('before the creation')
        const made = check.createTask(loop, 'task', twoYields)
        check.note('after the creation')
        return made
      })
      check.order('before the creation', 'task step 1', 'after the creation', 'task step 2', 'task step 3')
      check.times('task step 1', 1)
      check.same(task.result(), 'returned', 'the result of the task')
    },
    { hint },
  ),

  clauseTest(
    'task.eager-start-takes-the-first-step-at-once',
    'a first step that waits for a future',
    async (check) => {
      const loop = eagerLoop(check)
      const future = loop.createFuture<string>()
      const task = await inCallback(check, loop, () => {
        const made = loop.createTask(
          check.coroutine('task', function* () {
            return yield* future
          }),
        )
        check.note('after the creation')
        future.setResult('awaited')
        return made
      })
      check.order('task step 1', 'after the creation', 'task step 2')
      check.same(task.result(), 'awaited', 'the result of the task')
    },
    { hint },
  ),

  clauseTest(
    'task.eager-start-waits-for-the-run',
    'created before the run',
    async (check) => {
      const loop = eagerLoop(check)
      const task = loop.createTask(check.coroutine('early', twoYields))
      check.note('after the creation')
      const inRun = await inCallback(check, loop, () => {
        const made = loop.createTask(check.coroutine('late', twoYields))
        check.note('created in the run')
        return made
      })
      check.order('after the creation', 'early step 1')
      check.order('late step 1', 'created in the run')
      for (const one of [task, inRun]) check.same(one.result(), 'returned', 'the result of the task')
    },
    { hint: 'Start eagerly only while the loop runs.' },
  ),

  clauseTest(
    'task.eager-start-needs-a-turn',
    'in a callback of the host, while the loop runs',
    async (check) => {
      const loop = eagerLoop(check)
      check.host.setTimeout(() => createFrom(check, loop, 'a callback of the host'), 5)
      await loop.runForever()
      check.order('created from a callback of the host', 'task step 1')
      check.times('task step 1', 1)
    },
    { hint: 'isRunning() is about the run: start eagerly when the running loop is the loop of the task.' },
  ),

  clauseTest(
    'task.eager-start-needs-a-turn',
    'in a turn of another loop, while the loop runs',
    async (check) => {
      const loop = eagerLoop(check)
      const other = check.newEventLoop()
      other.callLater(5, () => {
        createFrom(check, loop, 'a turn of another loop')
        other.stop()
      })
      await Promise.all([loop.runForever(), other.runForever()])
      check.order('created from a turn of another loop', 'task step 1')
      check.times('task step 1', 1)
    },
    { hint: 'isRunning() is about the run: start eagerly when the running loop is the loop of the task.' },
  ),

  clauseTest(
    'task.eager-task-can-be-done-at-once',
    'coroutines that return, throw and end cancelled',
    async (check) => {
      const loop = eagerLoop(check)
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
      const attempt = await inCallback(check, loop, () =>
        check.attempt(() => {
          for (const [name, body] of Object.entries(endings)) {
            const task = (tasks[name] = loop.createTask(body()))
            seen.push(task.done(), check.api.getTasks(loop).has(task))
          }
        }),
      )
      check.same(attempt.threw, false, 'that a creation threw')
      check.sameMembers(
        seen,
        [true, false, true, false, true, false],
        'done() of each task, and whether it is listed',
      )
      check.same(tasks.returning?.result(), 'returned', 'the result of the one that returned')
      check.same(tasks.throwing?.exception(), error, 'the exception of the one that threw')
      check.same(tasks.cancelled?.cancelled(), true, 'cancelled() of the one that ended cancelled')
    },
    { hint: 'An eager step ends a task as any other step does, and its error stays in the task.' },
  ),

  clauseTest(
    'task.eager-step-runs-in-its-context',
    'a variable that creator and task set',
    async (check) => {
      const loop = eagerLoop(check)
      const Variable = contextVariables(check)
      const variable = new Variable<string>('variable')
      const seen: unknown[] = []
      await inCallback(check, loop, () => {
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
      check.sameMembers(
        seen,
        ['of the creator', 'of the creator', 'of the task'],
        'the variable in the first step, in the creator after it, and in the second step',
      )
    },
    { hint: 'The first step runs in a copy of the context, made at the creation.' },
  ),

  clauseTest(
    'task.eager-step-runs-in-its-context',
    'a context that is given',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const Variable = contextVariables(check)
      const variable = new Variable<string>('variable', { defaultValue: 'unset' })
      const context = api.copyContext()
      context.run(() => variable.set('given'))
      const seen: unknown[] = []
      await inCallback(check, loop, () => {
        api.eagerTaskFactory(loop, atOnce(() => seen.push(variable.get()))(), { context })
        seen.push(variable.get())
      })
      check.sameMembers(
        seen,
        ['given', 'unset'],
        'the variable in the first step, and in the creator after it',
      )
    },
    { hint: 'The first step runs in the context given.' },
  ),

  clauseTest(
    'task.eager-start-lets-fatal-errors-out',
    'a first step that throws SystemExit',
    async (check) => {
      const loop = eagerLoop(check)
      // The task that nobody ever gets may tell the handler of its exception when it is collected.
      check.reports(loop)
      const exit = new SystemExit()
      // The task that was never handed out is collected with an exception that nobody asked for, and that is said.
      check.reports(loop)
      const attempt = await inCallback(check, loop, () =>
        check.attempt(() =>
          loop.createTask(
            atOnce(() => {
              throw exit
            })(),
          ),
        ),
      )
      check.same(attempt.threw ? attempt.error : null, exit, 'what createTask() threw')
      const next = await inCallback(check, loop, () => loop.createTask(atOnce(() => 'fine')()))
      check.same(next.result(), 'fine', 'the result of the next task')
    },
    { hint: 'The fatal pair leaves a step after the task has been given it.' },
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

/** Creates a task that ends the run, and says when. */
function createFrom(check: Check, loop: EventLoop, where: string): void {
  loop.createTask(
    check.coroutine('task', function* () {
      loop.stop()
    }),
  )
  check.note(`created from ${where}`)
  // Also when the step has been taken already: a stop between two turns ends the run.
  loop.callSoonThreadsafe(() => undefined)
}
