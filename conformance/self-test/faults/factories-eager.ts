/** Loops that do not pass the wish for an eager start on. */
import { VirtualEventLoop } from '../../../reference/index.ts'
import type { Coroutine, Task, TaskOptions } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

class DropsEagerStart extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
    if (this.taskFactory !== null) return super.createTask(coro, options)
    const { eagerStart: _dropped, ...rest } = options
    return super.createTask(coro, rest)
  }
}

export const factoriesEagerFaults: readonly Fault[] = [
  {
    name: 'drops-the-wish-for-an-eager-start',
    clause: 'factories.create-task-takes-eager-start',
    observes: /whether each task has begun/,
    adapter: faultyLoop('drops-the-wish-for-an-eager-start', () => new DropsEagerStart(), {
      profiles: ['host', 'eager'],
    }),
  },
]
