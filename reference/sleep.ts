import { ValueError } from '../spec/errors.ts'
import type { Coroutine, SettableFuture } from '../spec/interfaces/index.ts'
import { getRunningLoop } from './running-loop.ts'

/** Suspends for at least `delayMs` milliseconds and gives `result`. At most 0 yields exactly once. */
export function* sleep<T = undefined>(delayMs: number, result?: T): Coroutine<T> {
  if (Number.isNaN(delayMs))
    throw new ValueError('The delay of sleep() must be a number of milliseconds, not NaN.')
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
