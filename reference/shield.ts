import type { Awaitable, Future } from '../spec/interfaces/index.ts'
import { ensureFuture } from './ensure-future.ts'
import { failureOf } from './failure.ts'

/** A future that follows the awaitable and takes the cancellations that are meant for it. */
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
    // Any future of the loop may stand here, and none takes null for an exception.
    else outer.setException(failed.error ?? new Error(`The coroutine threw ${String(failed.error)}.`))
  }
  inner.addDoneCallback(follow)
  outer.addDoneCallback(() => {
    if (inner.done()) return
    inner.removeDoneCallback(follow)
    // However many shields there were, the error is told of once.
    inner.removeDoneCallback(reportError)
    inner.addDoneCallback(reportError)
  })
  return outer
}

/** Nobody is left who awaits the inner future, so that its error has nowhere else to go. */
function reportError(inner: Future): void {
  if (inner.cancelled() || inner.exception() === null) return
  const message = 'Exception in a shielded future'
  inner.getLoop().callExceptionHandler({ message, exception: inner.exception(), future: inner })
}
