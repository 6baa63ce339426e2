import { ensureFuture, isFuture, wait, waitFor } from '../../../../reference/index.ts'
import type { Awaitable, Coroutine, Future } from '../../../../spec/index.ts'

export type WaitFor = <T>(awaitable: Awaitable<T>, ms: number | null) => Coroutine<T>

/** `waitFor()` that calls `late` when the time is over. */
export const withLate = (late: <T>(future: Future<T>) => Coroutine<T>): WaitFor =>
  function* (awaitable, ms) {
    if (ms === null || ms <= 0) return yield* waitFor(awaitable, ms)
    const future = ensureFuture(awaitable)
    try {
      yield* wait([future], { timeout: ms })
    } catch (error) {
      future.cancel()
      if (!future.done()) yield* wait([future])
      throw error
    }
    return future.done() ? future.result() : yield* late(future)
  }

/** `waitFor()` that calls `late` with a task that has begun, when there is no time. */
export const withNoTime = (late: <T>(future: Future<T>) => Coroutine<T>): WaitFor =>
  function* (awaitable, ms) {
    const isLate = ms !== null && ms <= 0 && isFuture(awaitable) && !awaitable.done()
    return isLate ? yield* late(awaitable) : yield* waitFor(awaitable, ms)
  }
