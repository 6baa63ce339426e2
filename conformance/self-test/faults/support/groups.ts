import { taskGroup } from '../../../../reference/index.ts'
import type { Coroutine, Task, TaskGroup, TaskOptions } from '../../../../spec/index.ts'

export type TaskGroupFunction = <T>(body: (group: TaskGroup) => Coroutine<T>) => Coroutine<T>

type CreateTask = TaskGroup['createTask']

/** `taskGroup()` with another `createTask()`. */
export function creating(change: (createTask: CreateTask) => CreateTask): TaskGroupFunction {
  return (body) =>
    taskGroup((group) =>
      body({
        cancel: () => group.cancel(),
        createTask: change((coro, options) => group.createTask(coro, options)),
      }),
    )
}

/** Makes a task of the wrapped coroutine. A refused coroutine is closed, as in a group that is right. */
export function createWrapped<T>(
  group: TaskGroup,
  coro: Coroutine<T>,
  wrapped: Coroutine<T>,
  options?: TaskOptions,
): Task<T> {
  try {
    return group.createTask(wrapped, options)
  } catch (error) {
    coro.return(undefined as T)
    throw error
  }
}

/** `taskGroup()` that throws another error. */
export function throwing(change: (error: unknown) => Coroutine<unknown>): TaskGroupFunction {
  return function* (body) {
    try {
      return yield* taskGroup(body)
    } catch (error) {
      throw yield* change(error)
    }
  }
}
