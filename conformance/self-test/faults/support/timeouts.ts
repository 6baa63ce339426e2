import { timeout } from '../../../../reference/index.ts'
import type { Coroutine, Timeout } from '../../../../spec/index.ts'

export type TimeoutFunction = <T>(ms: number | null, body: (timeout: Timeout) => Coroutine<T>) => Coroutine<T>

/** `timeout()` that throws another error. */
export const throwing = (change: (error: unknown) => Coroutine<unknown>): TimeoutFunction =>
  function* (ms, body) {
    try {
      return yield* timeout(ms, body)
    } catch (error) {
      throw yield* change(error)
    }
  }

/** `timeout()` whose body gets another object. */
export const giving = (change: (timeout: Timeout) => Timeout): TimeoutFunction => {
  return (ms, body) => timeout(ms, (scope) => body(change(scope)))
}
