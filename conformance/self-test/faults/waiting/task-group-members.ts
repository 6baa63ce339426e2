import type { Coroutine, Task, TaskOptions } from '../../../../spec/index.ts'
import { creating } from '../support/groups.ts'
import { fault } from '../../fault.ts'

/** Closing it before its first step does not close the coroutine inside. */
function* through<T>(coro: Coroutine<T>): Coroutine<T> {
  return yield* coro
}

export const dropsTheContextOfItsTasks = fault(
  'waiting.group-makes-its-tasks-with-the-loop',
  'drops-the-context-of-its-tasks',
  {
    says: 'the variable in a task with the context',
    api: {
      taskGroup: creating(
        (createTask) =>
          (coro, { context: _dropped, ...options } = {}) =>
            createTask(coro, options),
      ),
    },
  },
)

export const leavesARefusedCoroutineOpen = fault(
  'waiting.group-closes-what-it-refuses',
  'leaves-a-refused-coroutine-open',
  {
    says: 'Whether each coroutine is closed: [false, false]',
    api: { taskGroup: creating((createTask) => (coro, options) => createTask(through(coro), options)) },
  },
)

export const keepsTheTasksThatAreDone = fault(
  'waiting.group-lets-finished-tasks-go',
  'keeps-the-tasks-that-are-done',
  {
    says: 'to be collected',
    profiles: ['gc'],
    api: {
      taskGroup: creating((createTask) => {
        const all: Task[] = []
        return <T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> => {
          const task = createTask(coro, options)
          all.push(task)
          return task
        }
      }),
    },
  },
)
