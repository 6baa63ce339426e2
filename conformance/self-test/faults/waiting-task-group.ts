import {
  createTask,
  currentTask,
  errorKind,
  ExceptionGroup,
  getRunningLoop,
  isCancelledError,
  isFatalError,
  taskGroup,
} from '../../../reference/index.ts'
import type { Coroutine, Task, TaskGroup } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { faultyApi } from './faulty-api.ts'
import { cancelAndGoOn } from './waiting-timeout.ts'

type TaskGroupFunction = <T>(body: (group: TaskGroup) => Coroutine<T>) => Coroutine<T>
type CreateTask = TaskGroup['createTask']

const fault = (name: string, clause: string, observes: RegExp, wrong: TaskGroupFunction): Fault =>
  faultyApi(name, `waiting.${clause}`, observes, { taskGroup: wrong })

/** As `taskGroup`, with another way to create tasks. */
const creating = (change: (createTask: CreateTask) => CreateTask): TaskGroupFunction => {
  return (body) =>
    taskGroup((group) => body({ createTask: change((coro, options) => group.createTask(coro, options)) }))
}

/** As `taskGroup`, with something done to what it throws. */
const throwing = (change: (error: unknown) => Coroutine<unknown>): TaskGroupFunction =>
  function* (body) {
    try {
      return yield* taskGroup(body)
    } catch (error) {
      throw yield* change(error)
    }
  }

function isGroup(error: unknown): error is ExceptionGroup {
  return errorKind(error) === 'ExceptionGroup'
}

/** What the coroutine throws, but for a cancellation, is kept. */
function* keepingErrors<T>(coro: Coroutine<T>, errors: unknown[]): Coroutine<T> {
  try {
    return yield* coro
  } catch (error) {
    if (isCancelledError(error)) throw error
    errors.push(error)
    return undefined as T
  }
}

/** The first cancellation that no failure has caused becomes a failure. */
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
        return yield* body({ createTask: (coro, options) => group.createTask(child(coro), options) })
      } catch (error) {
        isCaused = true
        throw error
      }
    })
  }
}

export const taskGroupFaults: readonly Fault[] = [
  fault(
    'does-not-wait-for-its-tasks',
    'group-waits-for-its-tasks',
    /"the group is over" came before|the results of the body/,
    (body) => body({ createTask: (coro, options) => getRunningLoop().createTask(coro, options) }),
  ),
  fault(
    'lets-the-siblings-of-a-failure-go-on',
    'group-failure-cancels-the-rest',
    /"the sibling was cancelled" never happened/,
    function* (body) {
      const errors: unknown[] = []
      const result = yield* taskGroup((group) =>
        body({ createTask: (coro, options) => group.createTask(keepingErrors(coro, errors), options) }),
      )
      if (errors.length > 0) throw new ExceptionGroup(errors)
      return result
    },
  ),
  fault(
    'throws-only-the-first-error',
    'group-throws-all-errors',
    /the errors of the group/,

    throwing(function* (error) {
      return isGroup(error) ? new ExceptionGroup(error.errors.slice(0, 1)) : error
    }),
  ),
  fault(
    'takes-a-cancellation-for-a-failure',
    'group-passes-a-cancellation-on',
    /taskGroup\(\) threw the wrong error/,

    throwing(function* (error) {
      return isCancelledError(error) ? new ExceptionGroup([error]) : error
    }),
  ),
  fault(
    'takes-a-cancelled-task-for-a-failure',
    'group-forgives-a-cancelled-task',
    /taskGroup\(\) threw/,
    failWhenCancelled(),
  ),
  fault(
    'wraps-fatal-errors',
    'group-throws-fatal-errors-bare',
    /it threw ExceptionGroup/,

    throwing(function* (error) {
      return isFatalError(error) ? new ExceptionGroup([error]) : error
    }),
  ),
  fault(
    'takes-tasks-when-it-is-over',
    'group-refuses-tasks-when-it-is-over',
    /createTask\(\) of a group that is over threw nothing/,
    creating((createTask) => <T>(coro: Coroutine<T>, options = {}): Task<T> => {
      try {
        return createTask(coro, options)
      } catch {
        return undefined as unknown as Task<T>
      }
    }),
  ),
  fault(
    'forgets-the-names-of-its-tasks',
    'group-makes-its-tasks-with-the-loop',
    /the name of the first task/,
    creating((createTask) => (coro) => createTask(coro)),
  ),
  fault(
    'leaves-its-request-to-cancel-the-parent',
    'group-leaves-no-cancellation',
    /cancelling\(\) of the task afterwards/,
    throwing(function* (error) {
      if (isGroup(error)) yield* cancelAndGoOn()
      return error
    }),
  ),
  fault(
    'forgets-a-cancellation-beside-its-errors',
    'group-asks-again-for-a-cancellation',
    /cancelling\(\) of the task afterwards/,
    throwing(function* (error) {
      if (isGroup(error)) (currentTask() as Task).uncancel()
      return error
    }),
  ),
  fault(
    'groups-the-tasks-of-a-callback',
    'group-needs-a-task',
    /taskGroup\(\) in a callback threw nothing/,
    (body) => (currentTask() === null ? body({ createTask: (coro) => createTask(coro) }) : taskGroup(body)),
  ),
]
