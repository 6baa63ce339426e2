import { defineAdapter } from 'loop-conformance'
import {
  enterTask,
  Future,
  isCoroutine,
  leaveTask,
  registerTask,
  unregisterTask,
  VirtualEventLoop,
} from 'loop-conformance/reference'
import { RuntimeError } from 'loop-conformance/spec'
import type { Coroutine, EventLoop, Future as AnyFuture, Task, TaskOptions } from 'loop-conformance/spec'

export class MyTask<T> extends Future<T> {
  readonly #coro: Coroutine<T>

  #name: string

  constructor(coro: Coroutine<T>, { loop, name }: TaskOptions & { loop: EventLoop }) {
    super({ loop })
    if (!isCoroutine(coro)) throw new TypeError('A task wants a coroutine')
    if (loop.isClosed()) throw new RuntimeError('The loop is closed')
    this.#coro = coro
    this.#name = String(name ?? 'MyTask')
    loop.callSoon(() => this.#step())
    registerTask(this)
  }

  getName(): string {
    return this.#name
  }

  setName(name: unknown): void {
    this.#name = String(name)
  }

  #step(): void {
    try {
      const { done, value } = this.#advance()
      if (done) this.#end(() => this.setResult(value))
      else if (value === undefined) this.getLoop().callSoon(() => this.#step())
      else this.#waitFor(value as unknown as AnyFuture)
    } catch (error) {
      this.#end(() => this.setException(error))
    }
  }

  #end(settle: () => void): void {
    unregisterTask(this)
    settle()
  }

  #advance(): IteratorResult<unknown, T> {
    enterTask(this.getLoop(), this)
    try {
      return this.#coro.next()
    } finally {
      leaveTask(this.getLoop(), this)
    }
  }

  #waitFor(future: AnyFuture): void {
    future.futureBlocking = false
    future.addDoneCallback(() => this.#step())
  }
}

class MyLoop extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
    // A Task can do more, for example be cancelled.
    return new MyTask(coro, { ...options, loop: this }) as unknown as Task<T>
  }
}

export default defineAdapter({ name: 'my task', newEventLoop: () => new MyLoop() })
