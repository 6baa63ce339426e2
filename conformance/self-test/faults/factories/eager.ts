import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { Coroutine, Task, TaskOptions } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const dropsTheWishForAnEagerStart = fault(
  'factories.create-task-takes-eager-start',
  'drops-the-wish-for-an-eager-start',
  {
    says: 'whether each task has begun',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
        if (this.taskFactory !== null) return super.createTask(coro, options)
        const { eagerStart: _dropped, ...rest } = options
        return super.createTask(coro, rest)
      }
    },
    profiles: ['host', 'eager'],
  },
)
