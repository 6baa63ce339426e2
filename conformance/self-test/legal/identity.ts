/** Loops whose clock, names and errors are their own. */
import { Task, VirtualEventLoop } from '../../../reference/index.ts'
import type { Coroutine, EventLoop, Task as AnyTask, TaskOptions } from '../../../spec/index.ts'
import type { LegalLoop } from './legal-loop.ts'

/** Counts milliseconds since 1970, where doubles are coarse. */
class EpochClock extends VirtualEventLoop {
  override time(): number {
    return super.time() + 1.79e12
  }
}

/** A clock of ten milliseconds, and timers that are due by it. */
class CoarseClock extends VirtualEventLoop {
  override time(): number {
    return Math.floor(super.time() / 10) * 10
  }

  override select(timeoutMs: number | null): void {
    super.select(timeoutMs === null || timeoutMs === 0 ? timeoutMs : Math.ceil(timeoutMs / 10) * 10)
  }
}

/** Names tasks by letters. */
class LetteredTask<T> extends Task<T> {
  static #count = 0

  constructor(coro: Coroutine<T>, options: TaskOptions & { loop?: EventLoop | null | undefined } = {}) {
    super(coro, { ...options, name: options.name ?? `job ${(LetteredTask.#count++).toString(36)}` })
  }
}

class LetteredTasks extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): AnyTask<T> {
    if (this.isClosed() || this.getTaskFactory() !== null) return super.createTask(coro, options)
    return new LetteredTask<T>(coro, { ...options, loop: this })
  }
}

/** Throws errors of its own classes, with the same names. */
class ForeignErrors extends VirtualEventLoop {
  protected override checkClosed(): void {
    if (this.closed) throw Object.assign(new Error('too late'), { name: 'RuntimeError' })
  }
}

export const identityLiberties: readonly LegalLoop[] = [
  { name: 'clock-since-1970', newEventLoop: () => new EpochClock() },
  { name: 'coarse-clock', newEventLoop: () => new CoarseClock() },
  { name: 'lettered-tasks', newEventLoop: () => new LetteredTasks(), api: { Task: LetteredTask } },
  { name: 'errors-of-its-own', newEventLoop: () => new ForeignErrors() },
]
