import {
  createTask,
  currentTask,
  errorKind,
  ExceptionGroup,
  getRunningLoop,
  isCancelledError,
  isFatalError,
  taskGroup,
} from '../../../../reference/index.ts'
import type { Coroutine, Task, TaskGroup } from '../../../../spec/index.ts'
import { cancelAndGoOn } from '../support/cancel-and-go-on.ts'
import { createWrapped, creating, throwing, type TaskGroupFunction } from '../support/groups.ts'
import { fault } from '../../fault.ts'

function isGroup(error: unknown): error is ExceptionGroup {
  return errorKind(error) === 'ExceptionGroup'
}

/** Adds what the coroutine throws to `errors`, except for a cancellation. */
function* keepingErrors<T>(coro: Coroutine<T>, errors: unknown[]): Coroutine<T> {
  try {
    return yield* coro
  } catch (error) {
    if (isCancelledError(error)) throw error
    errors.push(error)
    return undefined as T
  }
}

/** Turns the first cancellation of a child into a failure, unless a failure has caused it. */
function failWhenCancelled(): TaskGroupFunction {
  return (body) => {
    let isCaused = false
    function* child<T>(coro: Coroutine<T>): Coroutine<T> {
      try {
        return yield* coro
      } catch (error) {
        const fails = isCancelledError(error) && !isCaused
        isCaused = true
        throw fails ? new Error('it was cancelled') : error
      }
    }
    return taskGroup(function* (group) {
      try {
        return yield* body({
          cancel: () => group.cancel(),
          createTask: (coro, options) => createWrapped(group, coro, child(coro), options),
        })
      } catch (error) {
        isCaused = true
        throw error
      }
    })
  }
}

export const doesNotWaitForItsTasks = fault(
  'waiting.group-waits-for-its-tasks',
  'does-not-wait-for-its-tasks',
  {
    says: /"the group is over" came before|the results of the body/,
    api: {
      taskGroup: (body) =>
        body({
          cancel: () => undefined,
          createTask: (coro, options) => getRunningLoop().createTask(coro, options),
        }),
    },
  },
)

export const letsTheSiblingsOfAFailureGoOn = fault(
  'waiting.group-failure-cancels-the-rest',
  'lets-the-siblings-of-a-failure-go-on',
  {
    says: '"the sibling was cancelled" never happened',
    api: {
      taskGroup: function* (body) {
        const errors: unknown[] = []
        const result = yield* taskGroup((group) =>
          body({
            cancel: () => group.cancel(),
            createTask: (coro, options) => createWrapped(group, coro, keepingErrors(coro, errors), options),
          }),
        )
        if (errors.length > 0) throw new ExceptionGroup(errors)
        return result
      },
    },
  },
)

export const throwsOnlyTheFirstError = fault(
  'waiting.group-throws-all-errors',
  'throws-only-the-first-error',
  {
    says: 'the errors of the group',
    api: {
      taskGroup: throwing(function* (error) {
        return isGroup(error) ? new ExceptionGroup(error.errors.slice(0, 1)) : error
      }),
    },
  },
)

export const waitsForItsTasksWhenTheBodyFails = fault(
  'waiting.group-failing-body-cancels-the-tasks',
  'waits-for-its-tasks-when-the-body-fails',
  {
    says: '"the task was cancelled" never happened',
    api: {
      taskGroup: function* <T>(body: (group: TaskGroup) => Coroutine<T>): Coroutine<T> {
        const errors: unknown[] = []
        const result = yield* taskGroup(function* (group) {
          try {
            return yield* body(group)
          } catch (error) {
            const isCancelled = (currentTask() as Task).cancelling() > 0
            if (isCancelled || isCancelledError(error) || isFatalError(error)) throw error
            errors.push(error)
            return undefined as T
          }
        })
        if (errors.length > 0) throw new ExceptionGroup(errors)
        return result
      },
    },
  },
)

export const takesACancellationForAFailure = fault(
  'waiting.group-passes-a-cancellation-on',
  'takes-a-cancellation-for-a-failure',
  {
    says: 'taskGroup() threw the wrong error',
    api: {
      taskGroup: throwing(function* (error) {
        return isCancelledError(error) ? new ExceptionGroup([error]) : error
      }),
    },
  },
)

export const takesACancelledTaskForAFailure = fault(
  'waiting.group-forgives-a-cancelled-task',
  'takes-a-cancelled-task-for-a-failure',
  {
    says: 'taskGroup() threw',
    api: { taskGroup: failWhenCancelled() },
  },
)

export const wrapsFatalErrors = fault('waiting.group-throws-fatal-errors-bare', 'wraps-fatal-errors', {
  says: 'run threw ExceptionGroup',
  api: {
    taskGroup: throwing(function* (error) {
      return isFatalError(error) ? new ExceptionGroup([error]) : error
    }),
  },
})

export const takesTasksWhenItIsOver = fault(
  'waiting.group-refuses-tasks-when-it-is-over',
  'takes-tasks-when-it-is-over',
  {
    says: 'createTask() of a group that is over did not throw',
    api: {
      taskGroup: creating((createTask) => <T>(coro: Coroutine<T>, options = {}): Task<T> => {
        try {
          return createTask(coro, options)
        } catch {
          return undefined as unknown as Task<T>
        }
      }),
    },
  },
)

export const forgetsTheNamesOfItsTasks = fault(
  'waiting.group-makes-its-tasks-with-the-loop',
  'forgets-the-names-of-its-tasks',
  {
    says: 'the name of the first task',
    api: { taskGroup: creating((createTask) => (coro) => createTask(coro)) },
  },
)

export const leavesItsRequestToCancelTheParent = fault(
  'waiting.group-leaves-no-cancellation',
  'leaves-its-request-to-cancel-the-parent',
  {
    says: 'cancelling() of the task afterwards',
    api: {
      taskGroup: throwing(function* (error) {
        if (isGroup(error)) yield* cancelAndGoOn()
        return error
      }),
    },
  },
)

export const forgetsACancellationBesideItsErrors = fault(
  'waiting.group-asks-again-for-a-cancellation',
  'forgets-a-cancellation-beside-its-errors',
  {
    says: 'cancelling() of the task afterwards',
    api: {
      taskGroup: throwing(function* (error) {
        if (isGroup(error)) (currentTask() as Task).uncancel()
        return error
      }),
    },
  },
)

export const groupsTheTasksOfACallback = fault(
  'waiting.group-needs-a-task',
  'groups-the-tasks-of-a-callback',
  {
    says: 'taskGroup() in a callback did not throw',
    api: {
      taskGroup: (body) =>
        currentTask() === null
          ? body({ cancel: () => undefined, createTask: (coro) => createTask(coro) })
          : taskGroup(body),
    },
  },
)

/** An error of several is thrown by itself. */
export const throwsTheFirstErrorBare = fault(
  'waiting.group-throws-all-errors',
  'throws-the-first-error-bare',
  {
    says: 'taskGroup() throws ExceptionGroup',
    api: {
      taskGroup: throwing(function* (error) {
        return isGroup(error) && error.errors.length > 1 ? (error.errors[0] as unknown) : error
      }),
    },
  },
)
