/** `taskGroup`. */
import {
  errorKind,
  isCancelledError,
  SystemExit,
  KeyboardInterrupt,
  type Coroutine,
  type EventLoop,
  type Task,
  type TaskGroup,
} from '../../spec/index.ts'
import { clauseTest, type Attempt, type Check, type ClauseTest } from '../harness/index.ts'
import { attempted, finishTask, inTask, never, soon } from './in-task.ts'
import { later } from './later.ts'
import { needsTask } from './needs-task.ts'

/** Throws a few iterations from now. */
function* failing(error: unknown): Coroutine<void> {
  yield
  yield
  throw error
}

/** Answers its cancellation with an error. */
function* failingWhenCancelled(loop: EventLoop, error: unknown): Coroutine<void> {
  yield* attempted(never(loop))
  throw error
}

/** The members of the group of exceptions that the attempt threw. */
function errorsOf(check: Check, attempt: Attempt<unknown>): readonly unknown[] {
  return (check.threw(attempt, 'ExceptionGroup', 'taskGroup()') as { errors: readonly unknown[] }).errors
}

/** Waits for ever, notes its cancellation, and takes its time to end. */
function* waiting(check: Check, loop: EventLoop, label: string): Coroutine<void> {
  try {
    yield* never(loop)
  } catch (error) {
    yield* soon(loop, null)
    check.note(isCancelledError(error) ? `${label} was cancelled` : `${label} met another error`)
    throw error
  }
}

export const taskGroupTests: readonly ClauseTest[] = [
  clauseTest('waiting.group-waits-for-its-tasks', 'a task, and one that the task creates', async (check) => {
    const seen: unknown[] = []
    await finishTask(check, function* (loop) {
      const child = function* (group: TaskGroup): Coroutine<string> {
        yield* soon(loop, null)
        group.createTask(
          (function* (): Coroutine<void> {
            yield* soon(loop, null)
            check.note('the second task is over')
          })(),
        )
        check.note('the first task is over')
        return 'of the first task'
      }
      const tasks: Task<string>[] = []
      const result = yield* check.api.taskGroup(function* (group) {
        tasks.push(group.createTask(child(group)))
        yield
        check.note('the body is over')
        return 'of the body'
      })
      check.note('the group is over')
      seen.push(result, tasks[0]?.done() === true ? tasks[0].result() : 'none yet')
    })
    check.sameMembers(seen, ['of the body', 'of the first task'], 'the results of the body and of a task')
    check.order('the body is over', 'the first task is over', 'the second task is over', 'the group is over')
  }),
  clauseTest(
    'waiting.group-failure-cancels-the-rest',
    'one of two tasks fails while the body waits',
    async (check) => {
      const error = new Error('of a task')
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        outcomes.push(
          yield* attempted(
            check.api.taskGroup(function* (group) {
              group.createTask(waiting(check, loop, 'the sibling'))
              group.createTask(failing(error))
              yield* waiting(check, loop, 'the body')
            }),
          ),
        )
        check.note('the group is over')
      })
      check.sameMembers(errorsOf(check, outcomes[0] as Attempt<unknown>), [error], 'the errors of the group')
      check.order('the sibling was cancelled', 'the group is over')
      check.order('the body was cancelled', 'the group is over')
    },
  ),
  clauseTest(
    'waiting.group-throws-all-errors',
    'a task fails, and the other one and the body answer their cancellation with errors',
    async (check) => {
      const errors = [new Error('of the first'), new Error('of the second'), new Error('of the body')]
      const [first, second, third] = errors
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        outcomes.push(
          yield* attempted(
            check.api.taskGroup(function* (group) {
              group.createTask(failing(first))
              group.createTask(failingWhenCancelled(loop, second))
              yield* failingWhenCancelled(loop, third)
            }),
          ),
        )
      })
      check.sameMembers(
        errorsOf(check, outcomes[0] as Attempt<unknown>),
        new Set(errors),
        'the errors of the group',
      )
    },
  ),
  clauseTest('waiting.group-passes-a-cancellation-on', 'the task in the body is cancelled', async (check) => {
    const outcomes: Attempt<unknown>[] = []
    await finishTask(check, function* (loop) {
      const task = loop.createTask(
        check.api.taskGroup(function* (group) {
          group.createTask(waiting(check, loop, 'a task of the group'))
          yield* never(loop)
        }),
      )
      later(loop, () => task.cancel())
      outcomes.push(yield* attempted(task))
      check.note('the group is over')
    })
    check.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'taskGroup()')
    check.order('a task of the group was cancelled', 'the group is over')
  }),
  clauseTest(
    'waiting.group-passes-a-cancellation-on',
    'its body is over, and it waits for two tasks',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const task: Task<string> = loop.createTask(
          check.api.taskGroup(function* (group) {
            group.createTask(waiting(check, loop, 'a task of the group'))
            group.createTask(waiting(check, loop, 'another one'))
            yield
            later(loop, () => task.cancel())
            return 'of the body'
          }),
        )
        outcomes.push(yield* attempted(task))
        check.note('the group is over')
      })
      check.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'taskGroup()')
      check.order('a task of the group was cancelled', 'the group is over')
      check.order('another one was cancelled', 'the group is over')
    },
  ),
  clauseTest(
    'waiting.group-passes-a-cancellation-on',
    'twice, for one of its tasks takes its time',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const task: Task<void> = loop.createTask(
          check.api.taskGroup(function* (group) {
            group.createTask(waiting(check, loop, 'a task of the group'))
            yield
            later(loop, () => {
              task.cancel()
              later(loop, () => task.cancel(), 2)
            })
          }),
        )
        outcomes.push(yield* attempted(task))
        check.note('the group is over')
      })
      check.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'taskGroup()')
      check.order('a task of the group was cancelled', 'the group is over')
    },
  ),
  clauseTest(
    'waiting.group-asks-again-for-a-cancellation',
    'a task of the group answers its cancellation with an error',
    async (check) => {
      const error = new Error('of a task')
      const outcomes: Attempt<unknown>[] = []
      const counts: number[] = []
      await finishTask(check, function* (loop) {
        const task = loop.createTask(
          (function* (): Coroutine<void> {
            const group = check.api.taskGroup(function* (tasks) {
              tasks.createTask(failingWhenCancelled(loop, error))
              yield* never(loop)
            })
            outcomes.push(yield* attempted(group))
            counts.push((check.api.currentTask() as Task).cancelling())
            outcomes.push(yield* attempted(soon(loop, 'afterwards')))
          })(),
        )
        later(loop, () => task.cancel())
        yield* attempted(task)
      })
      const [group, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      check.sameMembers(errorsOf(check, group), [error], 'the errors of the group')
      check.same(counts[0], 1, 'cancelling() of the task afterwards')
      check.threw(afterwards, 'CancelledError', 'the next await of the task')
    },
    { hint: 'One of the two, the errors or the request to cancel, would be lost otherwise.' },
  ),
  clauseTest('waiting.group-needs-a-task', 'in a callback', (check) =>
    needsTask(check, 'taskGroup()', (body) => check.api.taskGroup(body)),
  ),
  clauseTest('waiting.group-forgives-a-cancelled-task', 'one of two tasks is cancelled', async (check) => {
    const outcomes: Attempt<unknown>[] = []
    await finishTask(check, function* (loop) {
      outcomes.push(
        yield* attempted(
          check.api.taskGroup(function* (group) {
            const cancelled = group.createTask(waiting(check, loop, 'the first'))
            const other = group.createTask(
              (function* (): Coroutine<string> {
                yield* attempted(cancelled)
                return yield* soon(loop, 'of the other')
              })(),
            )
            later(loop, () => cancelled.cancel())
            return yield* other
          }),
        ),
      )
    })
    const value = check.answered(outcomes[0] as Attempt<unknown>, 'taskGroup()')
    check.same(value, 'of the other', 'the result')
    check.happened('the first was cancelled')
  }),
  ...Object.entries({ SystemExit, KeyboardInterrupt }).map(([kind, FatalError]) =>
    clauseTest('waiting.group-throws-fatal-errors-bare', `the body throws ${kind}`, async (check) => {
      const fatal = new FatalError('of the body')
      const outcome = await inTask(check, function* (loop) {
        return yield* check.api.taskGroup(function* (group) {
          group.createTask(waiting(check, loop, 'a task of the group'))
          yield
          throw fatal
        })
      })
      const found = outcome.threw ? outcome.error : null
      check.happened('a task of the group was cancelled')
      check.that(found === fatal, `the run throws the ${kind} itself`, `it threw ${String(errorKind(found))}`)
    }),
  ),
  clauseTest(
    'waiting.group-refuses-tasks-when-it-is-over',
    'afterwards, and while it shuts down',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* () {
        const groups: TaskGroup[] = []
        const task = function* (): Coroutine<void> {
          check.note('a refused task runs')
          yield
        }
        yield* check.api.taskGroup(function* (group) {
          groups.push(group)
          yield
        })
        outcomes.push(check.attempt(() => groups[0]?.createTask(task())))
        const failed = check.api.taskGroup(function* (group) {
          group.createTask(failing(new Error('of a task')))
          yield* attempted(soon(check.api.getRunningLoop(), null))
          yield* attempted(soon(check.api.getRunningLoop(), null))
          outcomes.push(check.attempt(() => group.createTask(task())))
        })
        outcomes.push(yield* attempted(failed))
      })
      const [after, during, group] = outcomes as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
      check.threw(group, 'ExceptionGroup', 'the group that failed')
      check.threw(after, 'RuntimeError', 'createTask() of a group that is over')
      check.threw(during, 'RuntimeError', 'createTask() of a group that shuts down')
      check.times('a refused task runs', 0)
    },
  ),
  clauseTest('waiting.group-makes-its-tasks-with-the-loop', 'a task factory and a name', async (check) => {
    const names: string[] = []
    await finishTask(check, function* (loop) {
      yield* check.api.taskGroup(function* (group) {
        const named = group.createTask(
          (function* (): Coroutine<void> {
            yield
          })(),
          { name: 'worker' },
        )
        names.push(named.getName())
        loop.setTaskFactory((factoryLoop, coro) => {
          check.note('the factory is asked')
          loop.setTaskFactory(null)
          return factoryLoop.createTask(coro)
        })
        group.createTask(
          (function* (): Coroutine<void> {
            yield
            check.note('the second task runs')
          })(),
        )
        yield
      })
    })
    check.sameMembers(names, ['worker'], 'the name of the first task')
    check.times('the factory is asked', 1)
    check.times('the second task runs', 1)
  }),
  clauseTest(
    'waiting.group-leaves-no-cancellation',
    'a task that goes on after a group has failed',
    async (check) => {
      const seen: unknown[] = []
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const group = check.api.taskGroup(function* (tasks) {
          tasks.createTask(failing(new Error('of a task')))
          yield* never(loop)
        })
        outcomes.push(yield* attempted(group))
        seen.push((check.api.currentTask() as Task).cancelling())
        outcomes.push(yield* attempted(soon(loop, 'afterwards')))
      })
      const [group, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      check.threw(group, 'ExceptionGroup', 'taskGroup()')
      check.same(seen[0], 0, 'cancelling() of the task afterwards')
      check.same(check.answered(afterwards, 'the next await'), 'afterwards', 'the result of the next await')
    },
  ),
]
