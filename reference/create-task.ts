import type { Coroutine, Task, TaskOptions } from '../spec/interfaces/index.ts'
import { getRunningLoop } from './running-loop.ts'

/** Creates a task on the running loop. Throws `RuntimeError` if no loop is running. */
export function createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
  return getRunningLoop().createTask(coro, options)
}
