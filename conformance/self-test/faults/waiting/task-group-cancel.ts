import { isCancelledError, taskGroup } from '../../../../reference/index.ts'
import type { Coroutine, Task, TaskGroup } from '../../../../spec/index.ts'
import { createWrapped, type TaskGroupFunction } from '../support/groups.ts'
import { fault } from '../../fault.ts'

/** What a faulty group knows about its cancellation. */
interface State {
  isCancelled: boolean
  tasks: number
}

/** `taskGroup()` with another `cancel()` and another end. */
function cancelling(
  cancel: (group: TaskGroup, state: State) => void,
  end: (error: unknown, state: State) => void = (error) => {
    throw error
  },
): TaskGroupFunction {
  return function* <T>(body: (group: TaskGroup) => Coroutine<T>): Coroutine<T> {
    const state: State = { isCancelled: false, tasks: 0 }
    try {
      return yield* taskGroup((group) =>
        body({
          createTask: (coro, options) => {
            state.tasks++
            return group.createTask(coro, options)
          },
          cancel: () => {
            cancel(group, state)
            state.isCancelled = true
          },
        }),
      )
    } catch (error) {
      end(error, state)
      return undefined as T
    }
  }
}

export const cancelsAGroupWithoutEffect = fault(
  'waiting.group-can-be-cancelled',
  'cancels-a-group-without-effect',
  {
    says: '"the sibling was cancelled" never happened',
    api: { taskGroup: cancelling(() => undefined) },
  },
)

export const refusesToCancelAGroupThatIsCancelled = fault(
  'waiting.group-can-be-cancelled',
  'refuses-to-cancel-a-group-that-is-cancelled',
  {
    says: 'cancel() threw an error',
    api: {
      taskGroup: cancelling((group, state) => {
        if (state.isCancelled) throw new Error('The group is cancelled already.')
        group.cancel()
      }),
    },
  },
)

export const hidesTheErrorsOfACancelledGroup = fault(
  'waiting.group-cancel-hides-nothing',
  'hides-the-errors-of-a-cancelled-group',
  {
    says: 'taskGroup() did not throw',
    api: {
      taskGroup: cancelling(
        (group) => {
          group.cancel()
        },
        (error, state) => {
          if (!state.isCancelled || isCancelledError(error)) throw error
        },
      ),
    },
  },
)

export const hidesACancellationFromOutside = fault(
  'waiting.group-cancel-hides-nothing',
  'hides-a-cancellation-from-outside',
  {
    says: 'taskGroup() did not throw',
    api: {
      taskGroup: cancelling(
        (group) => {
          group.cancel()
        },
        (error, state) => {
          if (!state.isCancelled || !isCancelledError(error)) throw error
        },
      ),
    },
  },
)

/** As release candidates of CPython 3.15.0. It does not wait for that task either, so that the check ends. */
export const forgetsTheEagerTaskThatCancelsIt = fault(
  'waiting.group-cancel-reaches-an-eager-task',
  'forgets-the-eager-task-that-cancels-it',
  {
    says: '"the task that cancels was cancelled" never happened',
    profiles: ['eager'],
    api: {
      taskGroup: <T>(body: (group: TaskGroup) => Coroutine<T>): Coroutine<T> =>
        taskGroup((group) => {
          let depth = 0
          let isCancelled = false
          return body({
            createTask: <R>(...[coro, options]: Parameters<TaskGroup['createTask']>): Task<R> => {
              depth++
              try {
                return createWrapped(
                  group,
                  coro as Coroutine<R>,
                  endingWhen(coro as Coroutine<R>, () => isCancelled && depth > 0),
                  options,
                )
              } finally {
                depth--
              }
            },
            cancel: () => {
              isCancelled ||= depth > 0
              group.cancel()
            },
          })
        }),
    },
  },
)

/** Ends after the first step of the coroutine if the condition holds by then. */
function* endingWhen<T>(coro: Coroutine<T>, condition: () => boolean): Coroutine<T> {
  let step = coro.next()
  if (step.done !== true && condition()) return undefined as T
  while (step.done !== true) {
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
