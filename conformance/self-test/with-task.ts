import { Task, VirtualEventLoop } from '../../reference/index.ts'
import type { Coroutine, LoopAdapter, Task as TaskInterface, TaskOptions } from '../../spec/index.ts'
import { faultyLoop } from './fault.ts'

/** A reference loop whose tasks are of a class with a defect. */
export function withTask(
  name: string,
  FaultyTask: typeof Task,
  rest: Partial<LoopAdapter> = {},
): LoopAdapter {
  class Loop extends VirtualEventLoop {
    override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): TaskInterface<T> {
      this.checkClosed()
      if (this.taskFactory !== null) return super.createTask(coro, options)
      return new FaultyTask<T>(coro, { ...options, loop: this })
    }
  }
  return faultyLoop(name, () => new Loop(), rest)
}
