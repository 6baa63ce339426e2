import { Task, VirtualEventLoop } from '../../../../reference/index.ts'
import type { Failure } from '../../../../reference/index.ts'
import type {
  Coroutine,
  EventLoop,
  Suspension,
  Task as TaskInterface,
  TaskOptions,
} from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

/** The number of runs that each loop has begun. */
const runs = new WeakMap<EventLoop, number>()

class LivingForOneRun<T> extends Task<T> {
  #run: number | undefined = undefined

  override step(failure: Failure | null): void {
    const run = runs.get(this.loop)
    this.#run ??= run
    if (this.#run === run) super.step(failure)
  }
}

export const givesTheAwaiterOfATaskNothing = fault(
  'task.can-be-awaited',
  'gives-the-awaiter-of-a-task-nothing',
  {
    says: /what the await of the task that returned gave|the result at the end of the chain/,
    tasks: class<T> extends Task<T> {
      override *[Symbol.iterator](): Generator<Suspension, T, void> {
        const iterator = super[Symbol.iterator]()
        for (let next = iterator.next(); next.done !== true; next = iterator.next()) yield next.value
        return undefined as T
      }
    },
  },
)

export const forgetsItsTasksWhenItStops = fault(
  'task.goes-on-in-the-next-run',
  'forgets-its-tasks-when-it-stops',
  {
    says: /the task was still pending|"task step 2" never happened/,
    loop: class extends VirtualEventLoop {
      override runForever(): Promise<void> {
        runs.set(this, (runs.get(this) ?? 0) + 1)
        return super.runForever()
      }

      override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): TaskInterface<T> {
        this.checkClosed()
        if (this.taskFactory !== null) return super.createTask(coro, options)
        return new LivingForOneRun<T>(coro, { ...options, loop: this })
      }
    },
  },
)
