/** `gather`, `shield` and `taskGroup` where tasks take their first step at their creation. */
import { CancelledError, errorKind, type Coroutine, type Future, type Task } from '../../../spec/index.ts'
import { check, type Attempt, type Check, type CheckContext } from '../../harness/index.ts'
import { errorsOf, failing, waiting } from '../support/groups.ts'
import { attempted, eagerLoop, finishTask, never, soon } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

/** A coroutine that ends in its first step. */

function* atOnce<T>(value: T): Coroutine<T> {
  return value
}

function* failingAtOnce(error: unknown): Coroutine<never> {
  throw error
}

/** A coroutine that ends some iterations later. */
function* soonDone<T>(future: Future<T>): Coroutine<T> {
  return yield* future
}

function cancellingOf(t: CheckContext): number {
  return (t.api.currentTask() as Task).cancelling()
}

export const waitingEagerGroupsChecks: readonly Check[] = [
  check(
    'waiting.eager-tasks-can-be-gathered',
    'all are done at once, then one of three',
    async (t) => {
      const seen: unknown[][] = []
      await finishTask(
        t,
        function* (loop) {
          yield
          seen.push(yield* t.api.gather([atOnce('first'), atOnce(undefined), atOnce(null)]))
          const mixed = [soonDone(soon(loop, 'slow')), atOnce('at once'), soonDone(soon(loop, 'slow too'))]
          seen.push(yield* t.api.gather(mixed))
        },
        eagerLoop(t),
      )
      t.sameItems(seen[0] ?? [], ['first', undefined, null], 'the results of tasks that are done at once')
      t.sameItems(seen[1] ?? [], ['slow', 'at once', 'slow too'], 'the results with one that is done at once')
    },
    {
      hint: 'A task may be done when createTask() returns. Look at it at once, or add a done callback all the same.',
    },
  ),

  check(
    'waiting.eager-tasks-can-be-gathered',
    'one fails at once, and one ends cancelled at once',
    async (t) => {
      const error = new Error('at once')
      const outcomes: Attempt<unknown>[] = []
      const seen: unknown[] = []
      await finishTask(
        t,
        function* (loop) {
          yield
          outcomes.push(yield* attempted(t.api.gather([soonDone(soon(loop, null)), failingAtOnce(error)])))
          outcomes.push(yield* attempted(t.api.gather([atOnce(1), failingAtOnce(new CancelledError('why'))])))
          const all = [failingAtOnce(error), failingAtOnce(new CancelledError('why')), atOnce('fine')]
          seen.push(...(yield* t.api.gather<unknown>(all, { returnExceptions: true } as never)))
        },
        eagerLoop(t),
      )
      const [failed, cancelled] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      t.same(failed.threw ? failed.error : null, error, 'what the gathering with a failure threw')
      t.threw(cancelled, 'CancelledError', 'the gathering with a cancellation')
      t.sameItems(
        [seen[0], seen[2]],
        [error, 'fine'],
        'the first and the third result, with exceptions as results',
      )
      t.same(errorKind(seen[1]), 'CancelledError', 'the kind of the second result')
    },
  ),

  check(
    'waiting.eager-tasks-can-be-gathered',
    'a shield of one that is done at once, and of one that is not',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(
        t,
        function* (loop) {
          yield
          outcomes.push(yield* attempted(t.api.shield(atOnce('at once'))))
          const inner = loop.createTask(soonDone(soon(loop, 'inner')))
          const outer = t.api.shield(inner)
          outer.cancel()
          outcomes.push(yield* attempted(outer), yield* attempted(inner))
        },
        eagerLoop(t),
      )
      const [atFirst, outer, inner] = outcomes as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
      t.same(t.returned(atFirst, 'the shield of the first'), 'at once', 'the result of the first')
      t.threw(outer, 'CancelledError', 'the shield of the second')
      t.same(t.returned(inner, 'the second'), 'inner', 'the result of the second')
    },
  ),

  check(
    'waiting.eager-tasks-can-be-gathered',
    'in the first step of an eager task, which is cancelled later',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      const children: Future[] = []
      await finishTask(
        t,
        function* (loop) {
          yield
          children.push(never(loop), never(loop))
          const task = loop.createTask(
            (function* (): Coroutine<unknown> {
              t.note('the first step')
              return yield* t.api.gather(children)
            })(),
          )
          t.note('the creation is over')
          later(loop, () => task.cancel())
          outcomes.push(yield* attempted(task))
        },
        eagerLoop(t),
      )
      t.order('the first step', 'the creation is over')
      t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'the task')
      const areCancelled = children.map((child) => child.cancelled())
      t.sameItems(areCancelled, [true, true], 'cancelled() of what was gathered')
    },
  ),

  check(
    'waiting.group-takes-tasks-that-are-done-at-once',
    'two that are done at once, and one that is not',
    async (t) => {
      const seen: unknown[] = []
      await finishTask(
        t,
        function* (loop) {
          yield
          const tasks: Task<string>[] = []
          yield* t.api.taskGroup(function* (group) {
            tasks.push(group.createTask(atOnce('first')))
            tasks.push(group.createTask(soonDone(soon(loop, 'second'))))
            tasks.push(group.createTask(atOnce('third')))
            seen.push(...tasks.map((task) => task.done()))
            yield
          })
          seen.push(...tasks.map((task) => task.result()))
        },
        eagerLoop(t),
      )
      t.sameItems(
        seen,
        [true, false, true, 'first', 'second', 'third'],
        'done() and the results of the three tasks',
      )
    },
  ),

  check(
    'waiting.group-takes-tasks-that-are-done-at-once',
    'only one task, and the body is over at once, too',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(
        t,
        function* () {
          yield

          const group = t.api.taskGroup(function* (tasks): Coroutine<string> {
            tasks.createTask(atOnce(null))
            return 'of the body'
          })
          outcomes.push(yield* attempted(group))
        },
        eagerLoop(t),
      )
      t.same(t.returned(outcomes[0] as Attempt<unknown>, 'taskGroup()'), 'of the body', 'the result')
    },
  ),

  check(
    'waiting.group-takes-tasks-that-are-done-at-once',
    'in the first step of an eager task: a task of the group fails later',
    async (t) => {
      const error = new Error('of a task')
      const outcomes: Attempt<unknown>[] = []
      const seen: unknown[] = []
      await finishTask(
        t,
        function* (loop) {
          yield
          const task = loop.createTask(
            (function* (): Coroutine<void> {
              const group = t.api.taskGroup(function* (tasks) {
                tasks.createTask(failing(error))
                yield* waiting(t, loop, 'the body')
              })
              outcomes.push(yield* attempted(group))
              seen.push(cancellingOf(t))
              outcomes.push(yield* attempted(soon(loop, 'afterwards')))
            })(),
          )
          seen.push(cancellingOf(t))
          yield* attempted(task)
        },
        eagerLoop(t),
      )
      const [group, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      t.sameItems(errorsOf(t, group), [error], 'the errors of the group')
      t.sameItems(seen, [0, 0], 'cancelling() of the creator, and of the eager task after its group')
      t.same(t.returned(afterwards, 'the next await'), 'afterwards', 'the result of the next await')
    },
    { hint: 'In the first step of an eager task, that task is the current one.' },
  ),

  check(
    'waiting.group-sees-a-failure-at-once',
    'a task fails at once, another one waits, and the body creates a third',
    async (t) => {
      const error = new Error('at once')
      const outcomes: Attempt<unknown>[] = []
      const seen: unknown[] = []
      await finishTask(
        t,
        function* (loop) {
          yield
          const group = t.api.taskGroup(function* (tasks) {
            tasks.createTask(waiting(t, loop, 'the sibling'))
            const failed = t.attempt(() => tasks.createTask(failingAtOnce(error)))
            outcomes.push(
              failed,
              t.attempt(() => tasks.createTask(atOnce('third'))),
            )
            yield* waiting(t, loop, 'the body')
          })
          outcomes.push(yield* attempted(group))
          t.note('the group is over')
          seen.push(cancellingOf(t))
          outcomes.push(yield* attempted(soon(loop, 'afterwards')))
        },
        eagerLoop(t),
      )
      const [failed, third, group, afterwards] = outcomes
      t.returned(failed as Attempt<unknown>, 'createTask() of the task that fails at once')
      t.returned(third as Attempt<unknown>, 'createTask() of the next task')
      t.sameItems(errorsOf(t, group as Attempt<unknown>), [error], 'the errors of the group')
      t.order('the sibling was cancelled', 'the group is over')
      t.order('the body was cancelled', 'the group is over')
      t.same(seen[0], 0, 'cancelling() of the task afterwards')
      t.same(
        t.returned(afterwards as Attempt<unknown>, 'the next await'),
        'afterwards',
        'the result of the next await',
      )
    },
    { hint: 'Look at a failed task in a done callback, also if it has failed when createTask() returns.' },
  ),

  check(
    'waiting.group-sees-a-failure-at-once',
    'the only task fails at once, and the body is over at once, too',
    async (t) => {
      const error = new Error('at once')
      const outcomes: Attempt<unknown>[] = []
      const seen: unknown[] = []
      await finishTask(
        t,
        function* (loop) {
          yield

          const group = t.api.taskGroup(function* (tasks): Coroutine<void> {
            tasks.createTask(failingAtOnce(error))
          })
          outcomes.push(yield* attempted(group))
          seen.push(cancellingOf(t))
          outcomes.push(yield* attempted(soon(loop, 'afterwards')))
        },
        eagerLoop(t),
      )
      const [group, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      t.sameItems(errorsOf(t, group), [error], 'the errors of the group')
      t.same(seen[0], 0, 'cancelling() of the task afterwards')
      t.same(t.returned(afterwards, 'the next await'), 'afterwards', 'the result of the next await')
    },
  ),

  check(
    'waiting.group-abort-reaches-an-eager-task',
    'a task creates one that fails at once, and then waits',
    async (t) => {
      const error = new Error('at once')
      const outcomes: Attempt<unknown>[] = []
      await finishTask(
        t,
        function* (loop) {
          yield
          const group = t.api.taskGroup(function* (tasks) {
            tasks.createTask(
              (function* (): Coroutine<void> {
                tasks.createTask(failingAtOnce(error))
                yield* waiting(t, loop, 'the first task')
              })(),
            )
            yield
          })
          outcomes.push(yield* attempted(group))
          t.note('the group is over')
        },
        eagerLoop(t),
      )
      t.order('the first task was cancelled', 'the group is over')
      t.sameItems(errorsOf(t, outcomes[0] as Attempt<unknown>), [error], 'the errors of the group')
    },
    {
      hint: 'Cancel the tasks of the group in a done callback of the failed task, when createTask() has returned.',
    },
  ),
]
