import { defineAdapter } from 'loop-conformance'
import { enterTask, Future, leaveTask, registerTask, VirtualEventLoop } from 'loop-conformance/reference'
import type { Coroutine, EventLoop, Future as AnyFuture, Task } from 'loop-conformance/spec'

export class MyTask<T> extends Future<T> {
  readonly #coro: Coroutine<T>

  constructor(coro: Coroutine<T>, { loop }: { loop: EventLoop }) {
    super({ loop })
    this.#coro = coro
    loop.callSoon(() => this.#step())
    registerTask(this)
  }

  #step(): void {
    try {
      enterTask(this.getLoop(), this)
      const { done, value } = this.#coro.next()
      leaveTask(this.getLoop(), this)
      if (done) this.setResult(value)
      else if (value === undefined) this.getLoop().callSoon(() => this.#step())
      else this.#waitFor(value as unknown as AnyFuture)
    } catch (error) {
      this.setException(error)
    }
  }

  #waitFor(future: AnyFuture): void {
    future.futureBlocking = false
    future.addDoneCallback(() => this.#step())
  }
}

class MyLoop extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>): Task<T> {
    // A Task can do more, for example be cancelled.
    return new MyTask(coro, { loop: this }) as unknown as Task<T>
  }
}

export default defineAdapter({ name: 'my task', newEventLoop: () => new MyLoop() })
