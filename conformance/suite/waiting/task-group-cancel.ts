/** `cancel()` of a group. */
import type { Coroutine, Task, TaskGroup } from '../../../spec/index.ts'
import { check, type Attempt, type Check } from '../../harness/index.ts'
import { errorsOf, failingWhenCancelled, waiting } from '../support/groups.ts'
import { attempted, eagerLoop, finishTask, never, soon } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

export const waitingTaskGroupCancelChecks: readonly Check[] = [
  check(
    'waiting.group-can-be-cancelled',
    'by a callback, twice, while a task and the body wait',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      const cancels: Attempt<unknown>[] = []
      const counts: number[] = []
      await finishTask(t, function* (loop) {
        const group = t.api.taskGroup(function* (tasks) {
          tasks.createTask(waiting(t, loop, 'the task'))
          later(loop, () => {
            for (let call = 0; call < 2; call++) cancels.push(t.attempt(() => tasks.cancel()))
          })
          yield* waiting(t, loop, 'the body')
          return 'of the body'
        })
        outcomes.push(yield* attempted(group))
        t.note('the group is over')
        counts.push((t.api.currentTask() as Task).cancelling())
        outcomes.push(yield* attempted(soon(loop, 'afterwards')))
      })
      const [group, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      for (const cancel of cancels) t.returned(cancel, 'cancel()')
      t.same(t.returned(group, 'taskGroup()'), undefined, 'the result of a group whose body was cancelled')
      t.order('the task was cancelled', 'the group is over')
      t.order('the body was cancelled', 'the group is over')
      t.same(counts[0], 0, 'cancelling() of the task afterwards')
      t.same(t.returned(afterwards, 'the next await'), 'afterwards', 'the result of the next await')
    },
    {
      hint: 'At the end of the group, call uncancel() of the task and do not throw the CancelledError of the body.',
    },
  ),

  check(
    'waiting.group-can-be-cancelled',
    'by a task, when the body is over',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      const kept: TaskGroup[] = []
      await finishTask(t, function* (loop) {
        const group = t.api.taskGroup(function* (tasks) {
          kept.push(tasks)
          tasks.createTask(waiting(t, loop, 'the sibling'))
          tasks.createTask(
            (function* (): Coroutine<void> {
              yield* soon(loop, null)
              tasks.cancel()
              yield* waiting(t, loop, 'the task that cancels')
            })(),
          )
          yield
          return 'of the body'
        })
        outcomes.push(yield* attempted(group))
        t.note('the group is over')
        outcomes.push(t.attempt(() => kept[0]?.cancel()))
        outcomes.push(yield* attempted(soon(loop, 'afterwards')))
      })
      const [group, again, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
      t.same(t.returned(group, 'taskGroup()'), 'of the body', 'the result')
      t.order('the sibling was cancelled', 'the group is over')
      t.order('the task that cancels was cancelled', 'the group is over')
      t.returned(again, 'cancel() of a group that is over')
      t.same(t.returned(afterwards, 'the next await'), 'afterwards', 'the result of the next await')
    },
    { hint: 'If the group is over, cancel() does nothing.' },
  ),

  check(
    'waiting.group-can-be-cancelled',
    'by its body, without tasks, and at the end of the body',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      const counts: number[] = []
      await finishTask(t, function* (loop) {
        const waits = t.api.taskGroup(function* (group) {
          group.cancel()
          yield* waiting(t, loop, 'the body')
        })
        outcomes.push(yield* attempted(waits))
        const ends = t.api.taskGroup(function* (group) {
          yield
          group.cancel()
          return 'of the body'
        })
        outcomes.push(yield* attempted(ends))
        counts.push((t.api.currentTask() as Task).cancelling())
        outcomes.push(yield* attempted(soon(loop, 'afterwards')))
      })
      const [waits, ends, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
      t.returned(waits, 'taskGroup() with a body that waits')
      t.happened('the body was cancelled')
      t.same(t.returned(ends, 'taskGroup() with a body that ends'), 'of the body', 'its result')
      t.same(counts[0], 0, 'cancelling() of the task afterwards')
      t.same(t.returned(afterwards, 'the next await'), 'afterwards', 'the result of the next await')
    },
  ),

  check('waiting.group-can-be-cancelled', 'and then it is given another task', async (t) => {
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      const group = t.api.taskGroup(function* (tasks) {
        tasks.cancel()
        const other = function* (): Coroutine<void> {
          t.note('a step of the refused task')
          yield
        }
        outcomes.push(t.attempt(() => tasks.createTask(other())))
        yield* attempted(never(loop))
      })
      outcomes.push(yield* attempted(group))
    })
    const [refused, group] = outcomes as [Attempt<unknown>, Attempt<unknown>]
    t.threw(refused, 'RuntimeError', 'createTask() of a group that was cancelled')
    t.returned(group, 'taskGroup()')
    t.times('a step of the refused task', 0)
  }),

  check(
    'waiting.group-cancel-hides-nothing',
    'a task throws when it is cancelled',
    async (t) => {
      const error = new Error('of a task')
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const group = t.api.taskGroup(function* (tasks) {
          tasks.createTask(failingWhenCancelled(loop, error))
          later(loop, () => tasks.cancel())
          yield* never(loop)
        })
        outcomes.push(yield* attempted(group))
      })
      t.sameItems(errorsOf(t, outcomes[0] as Attempt<unknown>), [error], 'the errors of the group')
    },
    { hint: 'A group that was cancelled throws the errors of its tasks like any other.' },
  ),

  check(
    'waiting.group-cancel-hides-nothing',
    'the task in the body is cancelled as well',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const task: Task = loop.createTask(
          t.api.taskGroup(function* (tasks) {
            tasks.createTask(waiting(t, loop, 'the task of the group'))
            later(loop, () => {
              tasks.cancel()
              task.cancel()
            })
            yield* never(loop)
          }),
        )
        outcomes.push(yield* attempted(task))
      })
      t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'taskGroup()')
      t.happened('the task of the group was cancelled')
    },
    { hint: 'Take back only the request of the group. If another one is left, throw the CancelledError.' },
  ),

  check(
    'waiting.group-cancel-reaches-an-eager-task',
    'and one that it has created before',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(
        t,
        function* (loop) {
          yield
          const group = t.api.taskGroup(function* (tasks) {
            tasks.createTask(
              (function* (): Coroutine<void> {
                tasks.createTask(waiting(t, loop, 'the other one'))
                tasks.cancel()
                yield* waiting(t, loop, 'the task that cancels')
              })(),
            )
            yield
          })
          outcomes.push(yield* attempted(group))
          t.note('the group is over')
        },
        eagerLoop(t),
      )
      t.order('the task that cancels was cancelled', 'the group is over')
      t.order('the other one was cancelled', 'the group is over')
      t.returned(outcomes[0] as Attempt<unknown>, 'taskGroup()')
    },
    { hint: 'In createTask(), look whether the group was cancelled in the first step of the task.' },
  ),
]
