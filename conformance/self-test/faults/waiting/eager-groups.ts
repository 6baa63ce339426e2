import {
  ensureFuture,
  gather,
  getRunningLoop,
  isCoroutine,
  RuntimeError,
  taskGroup,
} from '../../../../reference/index.ts'
import { isCancelledError } from '../../../../spec/index.ts'
import type { Awaitable, Coroutine, Future, Task, TaskGroup, TaskOptions } from '../../../../spec/index.ts'
import { createWrapped, creating } from '../support/groups.ts'
import { fault } from '../../fault.ts'

export const losesWhatIsDoneAtOnce = fault(
  'waiting.eager-tasks-can-be-gathered',
  'loses-what-is-done-at-once',
  {
    says: 'The results of tasks that are done at once',
    profiles: ['eager'],
    api: {
      gather: (awaitables: readonly Awaitable<unknown>[], options: object = {}): Future<never> => {
        const futures = new Map(awaitables.map((awaitable) => [awaitable, awaitable]))
        const lost = new Set<unknown>()
        for (const awaitable of futures.keys()) {
          if (!isCoroutine(awaitable)) continue
          const task = ensureFuture(awaitable)
          futures.set(awaitable, task)
          if (task.done() && !task.cancelled() && task.exception() === null) lost.add(awaitable)
        }
        const all = awaitables.map((awaitable) => futures.get(awaitable) ?? awaitable)
        if (lost.size === 0) return gather(all, options) as Future<never>
        return gather(
          all.map((future, index) => (lost.has(awaitables[index]) ? settled() : future)),
          options,
        ) as Future<never>
      },
    },
  },
)

/** A future that is done, without a result. */
function settled(): Future<undefined> {
  const future = getRunningLoop().createFuture<undefined>()
  future.setResult(undefined)
  return future
}

export const isOverWithItsFirstTask = fault(
  'waiting.group-takes-tasks-that-are-done-at-once',
  'is-over-with-its-first-task',
  {
    says: 'threw ExceptionGroup',
    profiles: ['eager'],
    api: {
      taskGroup: creating((createTask) => {
        let isOver = false
        return <T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> => {
          if (isOver) throw new RuntimeError('The task group is finished.')
          const task = createTask(coro, options)
          isOver = task.done() && !task.cancelled() && task.exception() === null
          return task
        }
      }),
    },
  },
)

/** As CPython 3.12. */
export const abortsInTheMiddleOfCreateTask = fault(
  'waiting.group-sees-a-failure-at-once',
  'aborts-in-the-middle-of-create-task',
  {
    says: 'createTask() of the next task threw',
    profiles: ['eager'],
    api: {
      taskGroup: creating((createTask) => {
        let aborting = false
        return <T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> => {
          if (aborting) {
            coro.return(undefined as T)
            throw new RuntimeError('The task group is shutting down.')
          }
          const task = createTask(coro, options)
          if (task.done() && !task.cancelled() && task.exception() !== null) aborting = true
          return task
        }
      }),
    },
  },
)

export const losesAFailureAtOnce = fault('waiting.group-sees-a-failure-at-once', 'loses-a-failure-at-once', {
  says: 'taskGroup() did not throw',
  profiles: ['eager'],
  api: {
    taskGroup: (body) =>
      taskGroup((group) => {
        let isCreating = false
        const createTask = <T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> => {
          const wasCreating = isCreating
          isCreating = true
          try {
            return createWrapped(
              group,
              coro,
              forgiving(coro, () => isCreating),
              options,
            )
          } finally {
            isCreating = wasCreating
          }
        }
        return body({ createTask, cancel: () => group.cancel() })
      }),
  },
})

/** Drops the error that the coroutine throws while `isCreating` holds. */
function* forgiving<T>(coro: Coroutine<T>, isCreating: () => boolean): Coroutine<T> {
  try {
    return yield* coro
  } catch (error) {
    if (!isCreating() || isCancelledError(error)) throw error
    return undefined as T
  }
}

/** It does not wait for that task either, so that the check ends. */
export const forgetsATaskThatIsBeingCreated = fault(
  'waiting.group-abort-reaches-an-eager-task',
  'forgets-a-task-that-is-being-created',
  {
    says: '"the first task was cancelled" never happened',
    profiles: ['eager'],
    api: {
      taskGroup: <T>(body: (group: TaskGroup) => Coroutine<T>): Coroutine<T> =>
        taskGroup((group) => {
          let depth = 0
          let failedInside = false
          const createTask = <R>(coro: Coroutine<R>, options?: TaskOptions): Task<R> => {
            depth++
            try {
              const task = createWrapped(
                group,
                coro,
                forgotten(coro, () => failedInside),
                options,
              )
              failedInside ||= depth > 1 && task.done() && !task.cancelled() && task.exception() !== null
              return task
            } finally {
              if (--depth === 0) failedInside = false
            }
          }
          return body({ createTask, cancel: () => group.cancel() })
        }),
    },
  },
)

/** Ends in the middle of the coroutine if `isForgotten` holds after a step. */
function* forgotten<T>(coro: Coroutine<T>, isForgotten: () => boolean): Coroutine<T> {
  let step = coro.next()
  while (step.done !== true) {
    if (isForgotten()) return undefined as T
    let failure: { error: unknown } | null = null
    try {
      yield step.value
    } catch (error) {
      failure = { error }
    }
    step = failure === null ? coro.next() : coro.throw(failure.error)
  }
  return step.value
}
