import { isCancelledError, TimeoutError } from '../spec/errors.ts'
import type { Awaitable, Coroutine, Future } from '../spec/interfaces/index.ts'
import { ensureFuture } from './ensure-future.ts'
import { timeout } from './timeout.ts'
import { wait } from './wait.ts'

/**
 * The result of the awaitable, if it comes within `ms` milliseconds. Otherwise the awaitable is cancelled and waited for, so it
 * has ended when `TimeoutError` is thrown. Null waits for ever.
 */
export function* waitFor<T>(awaitable: Awaitable<T>, ms: number | null): Coroutine<T> {
  // Not `ms > 0`: NaN goes on to callLater(), which refuses it.
  if (ms === null || !(ms <= 0))
    return yield* timeout(ms, function* () {
      return yield* awaitable
    })
  const future = ensureFuture(awaitable)
  if (future.done()) return future.result()
  yield* cancelAndWait(future)
  try {
    return future.result()
  } catch (error) {
    throw isCancelledError(error) ? new TimeoutError(undefined, { cause: error }) : error
  }
}

function* cancelAndWait(future: Future): Coroutine<void> {
  future.cancel()
  yield* wait([future])
}
