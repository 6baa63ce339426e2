import type { Awaitable, Future } from '../spec/interfaces/index.ts'
import { ensureFuture } from './ensure-future.ts'
import { failureOf } from './failure.ts'
import { ReferenceFuture } from './future.ts'

/** A future that follows the awaitable. Cancelling it does not cancel the awaitable. */
export function shield<T>(awaitable: Awaitable<T>): Future<T> {
  const inner = ensureFuture(awaitable)
  if (inner.done()) return inner
  const outer = inner.getLoop().createFuture<T>()
  const follow = (): void => {
    if (outer.done()) return
    if (inner.cancelled()) {
      outer.cancel()
      return
    }
    const failed = failureOf(inner)
    if (failed === null) outer.setResult(inner.result())
    // `outer` may be any future of the loop, and futures do not accept null as an exception.
    else outer.setException(failed.error ?? new Error(`The coroutine threw ${String(failed.error)}.`))
  }
  inner.addDoneCallback(follow)
  outer.addDoneCallback(() => {
    if (inner.done()) return
    inner.removeDoneCallback(follow)
    // If there were several shields, the error is still reported once.
    inner.removeDoneCallback(reportError)
    inner.addDoneCallback(reportError)
  })
  return outer
}

/** Called when the inner future is done. The tasks that await it, too, read its result in the same iteration. */
function reportError(inner: Future): void {
  if (!inner.cancelled()) inner.getLoop().callSoon(reportUnlessRetrieved, [inner])
}

/** Nothing awaits the inner future any more, so the exception handler gets its error. */
function reportUnlessRetrieved(inner: Future): void {
  // Futures of other classes do not say whether their error was retrieved.
  if (inner instanceof ReferenceFuture && inner.isErrorRetrieved()) return
  if (inner.exception() === null) return
  const message = 'Exception in a shielded future'
  inner.getLoop().callExceptionHandler({ message, exception: inner.exception(), future: inner })
}
