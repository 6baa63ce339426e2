import type { Coroutine, EventLoop, Task, TaskOptions } from '../spec/interfaces/index.ts'
import { ReferenceTask } from './task.ts'

/** A task factory whose tasks take their first step at their creation, unless `eagerStart` is false. */
export function eagerTaskFactory<T>(loop: EventLoop, coro: Coroutine<T>, options: TaskOptions): Task<T> {
  return new ReferenceTask<T>(coro, { ...options, eagerStart: options.eagerStart ?? true, loop })
}
