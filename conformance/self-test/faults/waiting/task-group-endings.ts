import { errorKind, ExceptionGroup, isCancelledError, taskGroup } from '../../../../reference/index.ts'
import type { Coroutine, Task, TaskGroup, TaskOptions } from '../../../../spec/index.ts'
import { cancelAndGoOn } from '../support/cancel-and-go-on.ts'
import { createWrapped, throwing, type TaskGroupFunction } from '../support/groups.ts'
import { fault } from '../../fault.ts'

/** What a faulty group knows: whether its body is over, and the errors that it keeps back. */
interface State {
  bodyIsOver: boolean
  errors: unknown[]
}

/** A group whose tasks run inside of `wrap`. */
function wrapping(wrap: <T>(coro: Coroutine<T>, state: State) => Coroutine<T>): TaskGroupFunction {
  return function* <T>(body: (group: TaskGroup) => Coroutine<T>): Coroutine<T> {
    const state: State = { bodyIsOver: false, errors: [] }
    const result = yield* taskGroup(function* (group) {
      try {
        return yield* body({
          cancel: () => group.cancel(),
          createTask: (coro, options) => createWrapped(group, coro, wrap(coro, state), options),
        })
      } finally {
        state.bodyIsOver = true
      }
    })
    if (state.errors.length > 0) throw new ExceptionGroup(state.errors)
    return result
  }
}

export const swallowsACancellationWithoutTasks = fault(
  'waiting.group-passes-a-cancellation-on',
  'swallows-a-cancellation-without-tasks',
  {
    says: 'taskGroup() did not throw',
    api: {
      taskGroup: function* <T>(body: (group: TaskGroup) => Coroutine<T>): Coroutine<T> {
        let tasks = 0
        try {
          return yield* taskGroup((group) =>
            body({
              cancel: () => group.cancel(),
              createTask: (coro, options) => {
                tasks++
                return group.createTask(coro, options)
              },
            }),
          )
        } catch (error) {
          if (isCancelledError(error) && tasks === 0) return undefined as T
          throw error
        }
      },
    },
  },
)

export const cancelsTheRestOnlyWhileItsBodyRuns = fault(
  'waiting.group-failure-cancels-the-rest',
  'cancels-the-rest-only-while-its-body-runs',
  {
    says: '"the sibling was cancelled" never happened',
    api: {
      taskGroup: wrapping(function* (coro, state) {
        try {
          return yield* coro
        } catch (error) {
          if (!state.bodyIsOver || isCancelledError(error)) throw error
          state.errors.push(error)
          return undefined as never
        }
      }),
    },
  },
)

export const cancelsAgainAtEachFailure = fault(
  'waiting.group-failure-cancels-the-rest',
  'cancels-again-at-each-failure',
  {
    says: '"the third task has cleaned up" never happened',
    api: {
      taskGroup: (body) =>
        taskGroup((group) => {
          const all: Task[] = []
          return body({
            cancel: () => group.cancel(),
            createTask: <T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> => {
              const task = group.createTask(coro, options)
              all.push(task)
              task.addDoneCallback(() => {
                if (!task.cancelled() && task.exception() !== null) for (const other of all) other.cancel()
              })
              return task
            },
          })
        }),
    },
  },
)

export const requestsACancellationForEachFailure = fault(
  'waiting.group-leaves-no-cancellation',
  'requests-a-cancellation-for-each-failure',
  {
    says: 'cancelling() of the task afterwards',
    api: {
      taskGroup: throwing(function* (error) {
        // One request for each failure after the second, because other clauses let two tasks fail.
        if (errorKind(error) === 'ExceptionGroup')
          for (let left = (error as ExceptionGroup).errors.length; left > 2; left--) yield* cancelAndGoOn()
        return error
      }),
    },
  },
)

export const endsCancelledWithItsLastTask = fault(
  'waiting.group-forgives-a-cancelled-task',
  'ends-cancelled-with-its-last-task',
  {
    says: 'it threw CancelledError',
    api: {
      taskGroup: function* <T>(body: (group: TaskGroup) => Coroutine<T>): Coroutine<T> {
        const last: { cancellation: unknown } = { cancellation: null }
        let bodyIsOver = false
        const result = yield* taskGroup(function* (group) {
          const value = yield* body({
            cancel: () => group.cancel(),
            createTask: (coro, options) =>
              createWrapped(
                group,
                coro,
                keepingItsCancellation(coro, () => bodyIsOver, last),
                options,
              ),
          })
          bodyIsOver = true
          return value
        })
        if (last.cancellation !== null) throw last.cancellation
        return result
      },
    },
  },
)

/** Keeps the cancellation of the coroutine if the body is over by then. */
function* keepingItsCancellation<T>(
  coro: Coroutine<T>,
  bodyIsOver: () => boolean,
  last: { cancellation: unknown },
): Coroutine<T> {
  try {
    return yield* coro
  } catch (error) {
    if (bodyIsOver() && isCancelledError(error)) last.cancellation = error
    throw error
  }
}
