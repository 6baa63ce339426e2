import { CancelledError } from '../spec/errors.ts'
import type { Awaitable, EventLoop, Future } from '../spec/interfaces/index.ts'
import { ensureFuture } from './ensure-future.ts'
import { failureOf } from './failure.ts'
import { ReferenceFuture } from './future.ts'
import { getEventLoop } from './get-event-loop.ts'

/** A class of its own, because cancelling it cancels its children. */
class GatheringFuture extends ReferenceFuture<unknown[]> {
  /** A child that was given twice is here twice, and is cancelled twice, as in asyncio. */
  readonly #children: readonly Future[]
  cancelRequested = false

  constructor(children: readonly Future[], loop: EventLoop) {
    super({ loop })
    this.#children = children
  }

  /** Like `setException`, but it accepts everything that a coroutine can throw. */
  fail(error: unknown): void {
    this.settle('failed', error)
  }

  override cancel(message?: unknown): boolean {
    if (this.done()) return false
    const cancelled = this.#children.map((child) => child.cancel(message))
    // If no child could be cancelled, all of them are done, and their callbacks will finish this future.
    this.cancelRequested ||= cancelled.includes(true)
    return cancelled.includes(true)
  }
}

/**
 * A future of all results in the given order. The first exception settles it, and the other children go on. With
 * `returnExceptions` exceptions are results. A child that is given twice is awaited once.
 */
export function gather<T>(
  awaitables: readonly Awaitable<T>[],
  options?: { returnExceptions?: false; loop?: EventLoop | null },
): Future<T[]>
export function gather(
  awaitables: readonly Awaitable<unknown>[],
  options: { returnExceptions?: boolean; loop?: EventLoop | null },
): Future<unknown[]>
export function gather(
  awaitables: readonly Awaitable<unknown>[],
  options: { returnExceptions?: boolean; loop?: EventLoop | null } = {},
): Future<unknown[]> {
  const futures = new Map<Awaitable<unknown>, Future>()
  let loop = options.loop ?? null
  for (const awaitable of awaitables) {
    if (futures.has(awaitable)) continue
    const future = ensureFuture(awaitable, { loop })
    loop ??= future.getLoop()
    futures.set(awaitable, future)
  }
  const children = [...futures.values()]
  const inOrder = awaitables.map((awaitable) => futures.get(awaitable) as Future)
  const outer = new GatheringFuture(inOrder, loop ?? getEventLoop())
  let left = children.length
  const finish = (child: Future): void => {
    left--
    if (outer.done()) {
      // Nothing will retrieve this error any more. Mark it as retrieved, so it is not reported.
      if (!child.cancelled()) child.exception()
      return
    }
    // Called once: a cancelled task gives its own error, with its message, only to the first call of result().
    const failed = options.returnExceptions === true ? null : failureOf(child)
    if (failed !== null) outer.fail(failed.error)
    else if (left > 0) return
    else if (outer.cancelRequested) outer.setException(cancellation(inOrder.at(-1)))
    else outer.setResult(inOrder.map(outcome))
  }
  for (const child of children) child.addDoneCallback(finish)
  if (children.length === 0) outer.setResult([])
  return outer
}

/** If several children were cancelled, the error and its message come from the last, as in asyncio. */
function cancellation(child: Future | undefined): unknown {
  return child?.cancelled() === true ? failureOf(child)?.error : new CancelledError()
}

/** The error that ended a cancelled child stays with the child, for the code that awaits it. */
function outcome(child: Future): unknown {
  if (child.cancelled()) return new CancelledError()
  const failed = failureOf(child)
  return failed === null ? child.result() : failed.error
}
