import { ValueError } from '../spec/errors.ts'
import type { Awaitable, EventLoop, Future, SettableFuture } from '../spec/interfaces/index.ts'
import { describeValue, hintToCall } from './describe-value.ts'
import { isCoroutine, isFuture } from './is-future.ts'
import { getEventLoop } from './get-event-loop.ts'

/**
 * Returns a future unchanged, a coroutine as a task of the loop, and a promise as a future that follows it.
 *
 * @throws ValueError if the future belongs to a different loop, TypeError for a value that cannot be awaited.
 */
export function ensureFuture<T>(
  awaitable: Awaitable<T> | PromiseLike<T>,
  options: { loop?: EventLoop | null | undefined } = {},
): Future<T> {
  if (isFuture(awaitable)) {
    if (options.loop && awaitable.getLoop() !== options.loop)
      throw new ValueError('The future belongs to a different loop than the one in options.loop.')
    return awaitable
  }
  if (isCoroutine(awaitable)) {
    const loop = options.loop ?? getEventLoop()
    try {
      return loop.createTask(awaitable)
    } catch (error) {
      // Nothing else can close the coroutine any more.
      awaitable.return(undefined as T)
      throw error
    }
  }
  if (isPromise(awaitable)) return followPromise(awaitable, options.loop ?? getEventLoop())
  throw new TypeError(
    `A future, a coroutine or a promise is required, not ${describeValue(awaitable)}.${hintToCall(awaitable)}`,
  )
}

function isPromise(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}

function followPromise<T>(promise: PromiseLike<T>, loop: EventLoop): Future<T> {
  const future: SettableFuture<T> = loop.createFuture<T>()
  // A cancelled future, or a future of a closed loop, is not settled any more.
  const settle = (set: () => void): void => {
    if (!future.done() && !loop.isClosed()) set()
  }
  promise.then(
    (value) => settle(() => future.setResult(value)),
    (reason: unknown) =>
      settle(() =>
        future.setException(reason ?? new Error(`The promise was rejected with ${String(reason)}.`)),
      ),
  )
  return future
}
