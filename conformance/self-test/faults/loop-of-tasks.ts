import type { Coroutine, Task, TaskOptions } from '../../../spec/index.ts'
import { Task as ReferenceTask, VirtualEventLoop } from '../../../reference/index.ts'

/** A loop whose own tasks are of the class given, and which is the reference's otherwise. */
export function loopOfTasks(TaskClass: typeof ReferenceTask): new () => VirtualEventLoop {
  return class extends VirtualEventLoop {
    override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
      this.checkClosed()
      if (this.taskFactory !== null) return this.taskFactory(this, coro, options) as Task<T>
      return new TaskClass<T>(coro, { ...options, loop: this })
    }
  }
}
