import { CancelledError } from '../spec/errors.ts'
import type { Awaitable, EventLoop, Future } from '../spec/interfaces/index.ts'
import { ensureFuture } from './ensure-future.ts'
import { failureOf } from './failure.ts'
import { ReferenceFuture } from './future.ts'
import { getEventLoop } from './get-event-loop.ts'

/** Its own class, for cancelling it means cancelling its children. */
class GatheringFuture extends ReferenceFuture<unknown[]> {
  /** One that was given twice stands here twice, and is cancelled twice, as in asyncio. */
  readonly #children: readonly Future[]
  cancelRequested = false

  constructor(children: readonly Future[], loop: EventLoop) {
    super({ loop })
    this.#children = children
  }

  /** As `setException`, and takes whatever a coroutine can throw. */
  fail(error: unknown): void {
    this.settle('failed', error)
  }

  override cancel(message?: unknown): boolean {
    if (this.done()) return false
    const cancelled = this.#children.map((child) => child.cancel(message))
    // Without a child to cancel, the children are done already and their callbacks will finish this future.
    this.cancelRequested ||= cancelled.includes(true)
    return cancelled.includes(true)
  }
}

/**
 * A future of all results in the order given. The first exception settles it and leaves the other children running;
 * with `returnExceptions` exceptions are results. A child given twice is awaited once.
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
  const places = awaitables.map((awaitable) => futures.get(awaitable) as Future)
  const outer = new GatheringFuture(places, loop ?? getEventLoop())
  let left = children.length
  const finish = (child: Future): void => {
    left--
    if (outer.done()) {
      // Nobody will ask for its error any more, and that is no news.
      if (!child.cancelled()) child.exception()
      return
    }
    // Asked once: a cancelled task gives its own error, with its message, only to the first who asks.
    const failed = options.returnExceptions === true ? null : failureOf(child)
    if (failed !== null) outer.fail(failed.error)
    else if (left > 0) return
    else if (outer.cancelRequested) outer.setException(cancellation(places.at(-1)))
    else outer.setResult(places.map(outcome))
  }
  for (const child of children) child.addDoneCallback(finish)
  if (children.length === 0) outer.setResult([])
  return outer
}

/** Of several cancelled children the last one gives the error, and its message with it, as in asyncio. */
function cancellation(child: Future | undefined): unknown {
  return child?.cancelled() === true ? failureOf(child)?.error : new CancelledError()
}

/** The error that ended a cancelled child is left for whoever awaits it. */
function outcome(child: Future): unknown {
  if (child.cancelled()) return new CancelledError()
  const failed = failureOf(child)
  return failed === null ? child.result() : failed.error
}
