import type { Task } from '../../../../reference/index.ts'
import { asyncioApi as real } from '../../../../reference/index.ts'
import type { TaskFactory } from '../../../../spec/index.ts'

/** An `eagerTaskFactory` that makes tasks of this class. */
export function eagerTasks(FaultyTask: typeof Task): TaskFactory {
  return (loop, coro, { eagerStart = true, ...options }) =>
    new FaultyTask(coro, { ...options, eagerStart, loop })
}

/** An `eagerTaskFactory` that also starts a task if `mistaken` says so, as if the loop of the task were running. */
export function alsoWhere(mistaken: (...args: Parameters<TaskFactory>) => boolean): TaskFactory {
  return (...args) => {
    if (!mistaken(...args)) return real.eagerTaskFactory(...args)
    const running = real.peekRunningLoop()
    real.setRunningLoop(args[0])
    try {
      return real.eagerTaskFactory(...args)
    } finally {
      real.setRunningLoop(running)
    }
  }
}
