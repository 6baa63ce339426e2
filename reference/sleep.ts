import { ValueError } from '../spec/errors.ts'
import type { Coroutine, SettableFuture } from '../spec/interfaces/index.ts'
import { getRunningLoop } from './running-loop.ts'

/** Suspends for at least `delayMs` milliseconds and returns `result`. A delay of 0 or less yields once. Throws `ValueError` for `NaN`. */
export function* sleep<T = undefined>(delayMs: number, result?: T): Coroutine<T> {
  if (Number.isNaN(delayMs)) throw new ValueError('sleep() expects a number of milliseconds, not NaN.')
  if (delayMs <= 0) {
    yield
    return result as T
  }
  const loop = getRunningLoop()
  const future = loop.createFuture<T>()
  const handle = loop.callLater(delayMs, setUnlessDone, [future, result])
  try {
    return yield* future
  } finally {
    handle.cancel()
  }
}

function setUnlessDone<T>(future: SettableFuture<T>, result: T): void {
  if (!future.done()) future.setResult(result)
}
