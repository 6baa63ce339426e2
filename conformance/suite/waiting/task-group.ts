/** `taskGroup`. */
import {
  errorKind,
  SystemExit,
  KeyboardInterrupt,
  type Coroutine,
  type EventLoop,
  type Task,
  type TaskGroup,
} from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { attempted, finishTask, inTask, never, soon, needsTask } from '../support/tasks.ts'
import { errorsOf, failing, failingWhenCancelled, waiting } from '../support/groups.ts'
import { later } from '../support/turns.ts'

/** Runs a group in a task of its own, which `body` cancels. The tasks of the group are cancelled before the group is over. */
async function isCancelledAsAWhole(
  t: CheckContext,
  body: (group: TaskGroup, loop: EventLoop, cancel: () => void) => Coroutine<unknown>,
): Promise<void> {
  const outcomes: Attempt<unknown>[] = []
  await finishTask(t, function* (loop) {
    const task: Task = loop.createTask(t.api.taskGroup((group) => body(group, loop, () => task.cancel())))
    outcomes.push(yield* attempted(task))
    t.note('the group is over')
  })
  t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'taskGroup()')
  t.order('a task of the group was cancelled', 'the group is over')
}

export const waitingTaskGroupChecks: readonly Check[] = [
  check('waiting.group-waits-for-its-tasks', 'a task, and one that the task creates', async (t) => {
    const seen: unknown[] = []
    await finishTask(t, function* (loop) {
      const child = function* (group: TaskGroup): Coroutine<string> {
        yield* soon(loop, null)
        group.createTask(
          (function* (): Coroutine<void> {
            yield* soon(loop, null)
            t.note('the second task is over')
          })(),
        )
        t.note('the first task is over')
        return 'of the first task'
      }
      const tasks: Task<string>[] = []
      const result = yield* t.api.taskGroup(function* (group) {
        tasks.push(group.createTask(child(group)))
        yield
        t.note('the body is over')
        return 'of the body'
      })
      t.note('the group is over')
      seen.push(result, tasks[0]?.done() === true ? tasks[0].result() : 'none yet')
    })
    t.sameItems(seen, ['of the body', 'of the first task'], 'the results of the body and of a task')
    t.order('the body is over', 'the first task is over', 'the second task is over', 'the group is over')
  }),
  check(
    'waiting.group-failure-cancels-the-rest',
    'one of two tasks fails while the body waits',
    async (t) => {
      const error = new Error('of a task')
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        outcomes.push(
          yield* attempted(
            t.api.taskGroup(function* (group) {
              group.createTask(waiting(t, loop, 'the sibling'))
              group.createTask(failing(error))
              yield* waiting(t, loop, 'the body')
            }),
          ),
        )
        t.note('the group is over')
      })
      t.sameItems(errorsOf(t, outcomes[0] as Attempt<unknown>), [error], 'the errors of the group')
      t.order('the sibling was cancelled', 'the group is over')
      t.order('the body was cancelled', 'the group is over')
    },
  ),
  check(
    'waiting.group-throws-all-errors',
    'a task fails, and the other one and the body throw when they are cancelled',
    async (t) => {
      const errors = [new Error('of the first'), new Error('of the second'), new Error('of the body')]
      const [first, second, third] = errors
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        outcomes.push(
          yield* attempted(
            t.api.taskGroup(function* (group) {
              group.createTask(failing(first))
              group.createTask(failingWhenCancelled(loop, second))
              yield* failingWhenCancelled(loop, third)
            }),
          ),
        )
      })
      t.sameItems(errorsOf(t, outcomes[0] as Attempt<unknown>), new Set(errors), 'the errors of the group')
    },
  ),
  ...Object.entries({ 'a task waits': true, 'there is no task': false }).map(([situation, hasTask]) =>
    check(
      'waiting.group-failing-body-cancels-the-tasks',
      situation,
      async (t) => {
        const error = new Error('of the body')
        const outcomes: Attempt<unknown>[] = []
        await finishTask(t, function* (loop) {
          const failed = t.api.taskGroup(function* (group) {
            if (hasTask) group.createTask(waiting(t, loop, 'the task'))
            yield
            throw error
          })
          outcomes.push(yield* attempted(failed))
          t.note('the group is over')
        })
        if (hasTask) t.order('the task was cancelled', 'the group is over')
        t.sameItems(errorsOf(t, outcomes[0] as Attempt<unknown>), [error], 'the errors of the group')
      },
      { hint: 'If the body throws, cancel all tasks and wait for them. Then throw an ExceptionGroup.' },
    ),
  ),
  check('waiting.group-passes-a-cancellation-on', 'the task in the body is cancelled', (t) =>
    isCancelledAsAWhole(t, function* (group, loop, cancel) {
      group.createTask(waiting(t, loop, 'a task of the group'))
      later(loop, cancel)
      yield* never(loop)
    }),
  ),
  check(
    'waiting.group-passes-a-cancellation-on',
    'its body is over, and it waits for two tasks',
    async (t) => {
      await isCancelledAsAWhole(t, function* (group, loop, cancel) {
        group.createTask(waiting(t, loop, 'a task of the group'))
        group.createTask(waiting(t, loop, 'another one'))
        yield
        later(loop, cancel)
        return 'of the body'
      })
      t.order('another one was cancelled', 'the group is over')
    },
  ),
  check('waiting.group-passes-a-cancellation-on', 'twice, because one of its tasks ends late', (t) =>
    isCancelledAsAWhole(t, function* (group, loop, cancel) {
      group.createTask(waiting(t, loop, 'a task of the group'))
      yield
      later(loop, () => {
        cancel()
        later(loop, cancel, 2)
      })
    }),
  ),
  check(
    'waiting.group-asks-again-for-a-cancellation',
    'a task of the group throws when it is cancelled',
    async (t) => {
      const error = new Error('of a task')
      const outcomes: Attempt<unknown>[] = []
      const counts: number[] = []
      await finishTask(t, function* (loop) {
        const task = loop.createTask(
          (function* (): Coroutine<void> {
            const group = t.api.taskGroup(function* (tasks) {
              tasks.createTask(failingWhenCancelled(loop, error))
              yield* never(loop)
            })
            outcomes.push(yield* attempted(group))
            counts.push((t.api.currentTask() as Task).cancelling())
            outcomes.push(yield* attempted(soon(loop, 'afterwards')))
          })(),
        )
        later(loop, () => task.cancel())
        yield* attempted(task)
      })
      const [group, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      t.sameItems(errorsOf(t, group), [error], 'the errors of the group')
      t.same(counts[0], 1, 'cancelling() of the task afterwards')
      t.threw(afterwards, 'CancelledError', 'the next await of the task')
    },
    { hint: 'Throw the errors of the group, and call cancel() of the task again, so that neither is lost.' },
  ),
  check('waiting.group-needs-a-task', 'in a callback', (t) =>
    needsTask(t, 'taskGroup()', (body) => t.api.taskGroup(body)),
  ),
  check('waiting.group-forgives-a-cancelled-task', 'one of two tasks is cancelled', async (t) => {
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      outcomes.push(
        yield* attempted(
          t.api.taskGroup(function* (group) {
            const cancelled = group.createTask(waiting(t, loop, 'the first'))
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
    const value = t.returned(outcomes[0] as Attempt<unknown>, 'taskGroup()')
    t.same(value, 'of the other', 'the result')
    t.happened('the first was cancelled')
  }),
  ...Object.entries({ SystemExit, KeyboardInterrupt }).map(([kind, FatalError]) =>
    check('waiting.group-throws-fatal-errors-bare', `the body throws ${kind}`, async (t) => {
      const fatal = new FatalError('of the body')
      const outcome = await inTask(t, function* (loop) {
        return yield* t.api.taskGroup(function* (group) {
          group.createTask(waiting(t, loop, 'a task of the group'))
          yield
          throw fatal
        })
      })
      const found = outcome.threw ? outcome.error : null
      t.happened('a task of the group was cancelled')
      t.that(
        found === fatal,
        `the run throws the ${kind} itself`,
        `the run threw ${String(errorKind(found))}`,
      )
    }),
  ),
  check('waiting.group-refuses-tasks-when-it-is-over', 'afterwards, and while it shuts down', async (t) => {
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* () {
      const groups: TaskGroup[] = []
      const task = function* (): Coroutine<void> {
        t.note('a refused task runs')
        yield
      }
      yield* t.api.taskGroup(function* (group) {
        groups.push(group)
        yield
      })
      outcomes.push(t.attempt(() => groups[0]?.createTask(task())))
      const failed = t.api.taskGroup(function* (group) {
        group.createTask(failing(new Error('of a task')))
        yield* attempted(soon(t.api.getRunningLoop(), null))
        yield* attempted(soon(t.api.getRunningLoop(), null))
        outcomes.push(t.attempt(() => group.createTask(task())))
      })
      outcomes.push(yield* attempted(failed))
    })
    const [after, during, group] = outcomes as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
    t.threw(group, 'ExceptionGroup', 'the group that failed')
    t.threw(after, 'RuntimeError', 'createTask() of a group that is over')
    t.threw(during, 'RuntimeError', 'createTask() of a group that shuts down')
    t.times('a refused task runs', 0)
  }),
  check('waiting.group-makes-its-tasks-with-the-loop', 'a task factory and a name', async (t) => {
    const names: string[] = []
    await finishTask(t, function* (loop) {
      yield* t.api.taskGroup(function* (group) {
        const named = group.createTask(
          (function* (): Coroutine<void> {
            yield
          })(),
          { name: 'worker' },
        )
        names.push(named.getName())
        loop.setTaskFactory((factoryLoop, coro) => {
          t.note('the factory is called')
          loop.setTaskFactory(null)
          return factoryLoop.createTask(coro)
        })
        group.createTask(
          (function* (): Coroutine<void> {
            yield
            t.note('the second task runs')
          })(),
        )
        yield
      })
    })
    t.sameItems(names, ['worker'], 'the name of the first task')
    t.times('the factory is called', 1)
    t.times('the second task runs', 1)
  }),
  check('waiting.group-leaves-no-cancellation', 'a task that goes on after a group has failed', async (t) => {
    const seen: unknown[] = []
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const group = t.api.taskGroup(function* (tasks) {
        tasks.createTask(failing(new Error('of a task')))
        yield* never(loop)
      })
      outcomes.push(yield* attempted(group))
      seen.push((t.api.currentTask() as Task).cancelling())
      outcomes.push(yield* attempted(soon(loop, 'afterwards')))
    })
    const [group, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>]
    t.threw(group, 'ExceptionGroup', 'taskGroup()')
    t.same(seen[0], 0, 'cancelling() of the task afterwards')
    t.same(t.returned(afterwards, 'the next await'), 'afterwards', 'the result of the next await')
  }),
]
