/** How a group ends when its body is over, when it has no task, and when it is inside another group. */
import type { Coroutine, Task } from '../../../spec/index.ts'
import { check, type Attempt, type Check } from '../../harness/index.ts'
import { errorsOf, failing, failingWhenCancelled, waiting } from '../support/groups.ts'
import { attempted, finishTask, never, soon, waitForNever } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

export const waitingTaskGroupEndingsChecks: readonly Check[] = [
  check(
    'waiting.group-passes-a-cancellation-on',
    'a group without tasks',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const task: Task = loop.createTask(t.api.taskGroup(() => waiting(t, loop, 'the body')))
        later(loop, () => task.cancel())
        outcomes.push(yield* attempted(task))
        t.note('the group is over')
      })
      t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'taskGroup()')
      t.order('the body was cancelled', 'the group is over')
    },
    { hint: 'If the body throws CancelledError and no task has failed, throw it on, also without tasks.' },
  ),

  check(
    'waiting.group-failure-cancels-the-rest',
    'the body is over when one of two tasks fails',
    async (t) => {
      const error = new Error('of a task')
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const group = t.api.taskGroup(function* (tasks) {
          tasks.createTask(waiting(t, loop, 'the sibling'))
          later(loop, () => tasks.createTask(failing(error)))
          t.note('the body is over')
          return 'of the body'
        })
        outcomes.push(yield* attempted(group))
        t.note('the group is over')
      })
      t.sameItems(errorsOf(t, outcomes[0] as Attempt<unknown>), [error], 'the errors of the group')
      t.order('the body is over', 'the sibling was cancelled', 'the group is over')
    },
    { hint: 'When a task fails, cancel the others, also if the body is over.' },
  ),

  check(
    'waiting.group-failure-cancels-the-rest',
    'a second task fails while a third one and the body clean up',
    async (t) => {
      const [first, second] = [new Error('of the first'), new Error('of the second')]
      await finishTask(t, function* (loop) {
        const cleaningUp = function* (label: string): Coroutine<void> {
          yield* attempted(never(loop))
          for (let step = 0; step < 4; step++) yield* soon(loop, null)
          t.note(`${label} has cleaned up`)
        }
        const group = t.api.taskGroup(function* (tasks) {
          tasks.createTask(failing(first))
          tasks.createTask(failingWhenCancelled(loop, second))
          tasks.createTask(cleaningUp('the third task'))
          yield* cleaningUp('the body')
        })
        // What the group throws is a clause of its own.
        yield* attempted(group)
      })
      t.happened('the third task has cleaned up')
      t.happened('the body has cleaned up')
    },
    { hint: 'Cancel the tasks and the body at the first failure only.' },
  ),

  check(
    'waiting.group-failure-cancels-the-rest',
    'a group in a group: a task of the inner one fails when both bodies are over',
    async (t) => {
      const error = new Error('of a task')
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const inner = t.api.taskGroup(function* (tasks) {
          tasks.createTask(waiting(t, loop, 'the task of the inner group'))
          later(loop, () => tasks.createTask(failing(error)), 8)
          yield
        })
        const outer = t.api.taskGroup(function* (tasks) {
          tasks.createTask(inner)
          tasks.createTask(waiting(t, loop, 'the task of the outer group'))
          yield
        })
        outcomes.push(yield* attempted(outer))
        t.note('the outer group is over')
      })
      const [ofTheInner, ...others] = errorsOf(t, outcomes[0] as Attempt<unknown>)
      t.same(others.length, 0, 'the number of further errors of the outer group')
      const errors = errorsOf(t, { threw: true, error: ofTheInner })
      t.sameItems(errors, [error], 'the errors of the inner group')
      t.order('the task of the inner group was cancelled', 'the outer group is over')
      t.order('the task of the outer group was cancelled', 'the outer group is over')
    },
    { hint: 'A group that is a task of another group fails like any other task.' },
  ),

  check(
    'waiting.group-forgives-a-cancelled-task',
    'the body is over, and the only task is cancelled',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const group = t.api.taskGroup(function* (tasks) {
          const task = tasks.createTask(waitForNever(loop))
          later(loop, () => task.cancel())
          yield
          return 'of the body'
        })
        outcomes.push(yield* attempted(group))
        outcomes.push(yield* attempted(soon(loop, 'afterwards')))
      })
      const [group, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      t.same(t.returned(group, 'taskGroup()'), 'of the body', 'the result of the body')
      t.same(t.returned(afterwards, 'the next await'), 'afterwards', 'the result of the next await')
    },
  ),

  check(
    'waiting.group-leaves-no-cancellation',
    'three tasks fail in one iteration',
    async (t) => {
      const errors = [new Error('of the first'), new Error('of the second'), new Error('of the third')]
      const seen: unknown[] = []
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const group = t.api.taskGroup(function* (tasks): Coroutine<void> {
          for (const error of errors) tasks.createTask(failing(error))
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
    },
    { hint: 'Cancel the task that runs the body once, at the first failure, and call uncancel() once.' },
  ),
]
