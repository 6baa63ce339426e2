import { ensureFuture, VirtualEventLoop } from '../../../../reference/index.ts'
import type { Awaitable, Coroutine, EventLoop, Task, TaskOptions } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const namesTasksByTwoDigits = fault('factories.default-names-differ', 'names-tasks-by-two-digits', {
  says: 'How many different names there are is 100',
  loop: class extends VirtualEventLoop {
    #tasks = 0

    override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
      const task = super.createTask(coro, options)
      const isOurs = this.taskFactory === null && (options.name === undefined || options.name === null)
      if (isOurs) task.setName(`Task-${String(this.#tasks++ % 100)}`)
      return task
    }
  },
})

export const bypassesTheFactoryInsideOfIt = fault(
  'factories.factory-makes-the-tasks',
  'bypasses-the-factory-inside-of-it',
  {
    says: 'the coroutines that the factory received',
    loop: class extends VirtualEventLoop {
      #isInside = false

      override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
        const { taskFactory } = this
        if (this.#isInside) this.taskFactory = null
        const wasInside = this.#isInside
        this.#isInside = taskFactory !== null
        try {
          return super.createTask(coro, options)
        } finally {
          if (wasInside) this.taskFactory = taskFactory
          this.#isInside = wasInside
        }
      }
    },
  },
)

export const ignoresARejectionWithUndefined = fault(
  'factories.ensure-future-follows-a-promise',
  'ignores-a-rejection-with-undefined',
  {
    says: 'the future of the rejected promise is pending',
    profiles: ['host'],
    api: {
      ensureFuture: (awaitable: Awaitable<unknown>, options: { loop?: EventLoop }) => {
        if (!(awaitable instanceof Promise)) return ensureFuture(awaitable, options)
        const promise = awaitable as Promise<unknown>
        const followed = new Promise((resolve, reject) => {
          promise.then(resolve, (reason: unknown) => {
            if (reason !== undefined) reject(reason)
          })
        })
        return ensureFuture(followed as never, options)
      },
    } as never,
  },
)
