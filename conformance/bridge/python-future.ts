import type {
  Context,
  Coroutine,
  DoneCallback,
  EventLoop,
  SettableFuture,
  Suspension,
  Task,
} from '../../spec/index.ts'
import type { PythonCoroutine } from './python-coroutine.ts'
import { PythonObject } from './python-object.ts'

/** A future that lives in Python. Awaiting it drives Python's own iterator, so what an await does is Python's. */
export class PythonFuture<T = unknown> extends PythonObject implements SettableFuture<T> {
  get futureBlocking(): boolean {
    return this.remote.call(0, 'get_blocking', [this]) as boolean
  }

  set futureBlocking(value: boolean) {
    this.remote.call(0, 'set_blocking', [this, value])
  }

  getLoop(): EventLoop {
    return this.ask('get_loop') as EventLoop
  }

  done(): boolean {
    return this.ask('done') as boolean
  }

  cancelled(): boolean {
    return this.ask('cancelled') as boolean
  }

  result(): T {
    return this.ask('result') as T
  }

  exception(): unknown {
    return this.ask('exception')
  }

  cancel(...message: readonly unknown[]): boolean {
    return this.ask('cancel', message) as boolean
  }

  setResult(value: T): void {
    this.ask('set_result', [value])
  }

  setException(exception: unknown): void {
    this.ask('set_exception', [exception])
  }

  addDoneCallback(callback: DoneCallback<this>, options?: { context?: Context | undefined }): void {
    this.ask('add_done_callback', [callback], { ...options })
  }

  removeDoneCallback(callback: DoneCallback<this>): number {
    return this.ask('remove_done_callback', [callback]) as number
  }

  [Symbol.iterator](): Iterator<Suspension, T, void> {
    return this.remote.call(0, 'iterate', [this]) as PythonCoroutine<T>
  }
}

export class PythonTask<T = unknown> extends PythonFuture<T> implements Task<T> {
  getName(): string {
    return this.ask('get_name') as string
  }

  setName(name: unknown): void {
    this.ask('set_name', [name])
  }

  getCoro(): Coroutine<T> {
    return this.ask('get_coro') as Coroutine<T>
  }

  getContext(): Context {
    return this.ask('get_context') as Context
  }

  cancelling(): number {
    return this.ask('cancelling') as number
  }

  uncancel(): number {
    return this.ask('uncancel') as number
  }
}
