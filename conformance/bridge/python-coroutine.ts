import type { Suspension } from '../../spec/index.ts'
import { PythonObject } from './python-object.ts'

/** A coroutine, or the iterator of an await, that lives in Python. */
export class PythonCoroutine<T = unknown> extends PythonObject implements Generator<Suspension, T, void> {
  readonly [Symbol.toStringTag] = 'Generator'

  next(): IteratorResult<Suspension, T> {
    return this.#step('send')
  }

  throw(error: unknown): IteratorResult<Suspension, T> {
    return this.#step('throw', error)
  }

  return(value: T): IteratorResult<Suspension, T> {
    this.#step('close')
    return { done: true, value }
  }

  [Symbol.iterator](): this {
    return this
  }

  #step(method: string, ...args: readonly unknown[]): IteratorResult<Suspension, T> {
    const [done, value] = this.remote.call(0, 'step', [this, method, ...args]) as [boolean, unknown]
    // What `sleep(0)` yields is None there and undefined here.
    return { done, value: !done && value === null ? undefined : value } as IteratorResult<Suspension, T>
  }
}
