import { defineAdapter } from 'loop-conformance'
import { VirtualEventLoop } from 'loop-conformance/reference'
import type { Coroutine, Task, TaskOptions } from 'loop-conformance/spec'
import { OwnTask } from './own-task.ts'

/** The reference's loop with a task class of its own. The class takes part through the four functions. */
export class OwnTaskLoop extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
    if (this.isClosed() || this.getTaskFactory() !== null) return super.createTask(coro, options)
    return new OwnTask<T>(coro, { ...options, loop: this })
  }
}

export default defineAdapter({
  name: 'own-task',
  newEventLoop: () => new OwnTaskLoop(),
  api: { Task: OwnTask },
})
