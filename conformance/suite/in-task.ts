import type { Coroutine, EventLoop, Future } from '../../spec/index.ts'
import type { Attempt, Check } from '../harness/index.ts'
import { later } from './later.ts'

/** Runs the body as the coroutine of a run, and keeps what became of it. */
export function inTask<T>(check: Check, body: (loop: EventLoop) => Coroutine<T>): Promise<Attempt<T>> {
  const loop = check.newEventLoop()
  return check.attemptAsync(() => loop.runUntilComplete(body(loop)))
}

/** As `inTask`, for a body that is to come to its end: what it throws is the candidate's failure. */
export async function finishTask(check: Check, body: (loop: EventLoop) => Coroutine<unknown>): Promise<void> {
  const outcome = await inTask(check, function* (loop) {
    yield* body(loop)
    check.note('the end of the coroutine')
  })
  if (outcome.threw) throw outcome.error
  check.happened('the end of the coroutine')
}

/** Awaits, inside of a coroutine, and keeps what became of it, a cancellation too. */
export function* attempted<T>(awaitable: Future<T> | Coroutine<T>): Coroutine<Attempt<T>> {
  try {
    return { threw: false, value: yield* awaitable }
  } catch (error) {
    return { threw: true, error }
  }
}

export const inVain = 'nothing, after all'

/** A future that nobody settles, but for a timer long after all others: a check that waits in vain ends, and says so. */
export function never(loop: EventLoop): Future<string> {
  const future = loop.createFuture<string>()
  loop.callLater(700, () => {
    if (!future.done()) future.setResult(inVain)
  })
  return future
}

/** A future that has its result some iterations from now. */
export function soon<T>(loop: EventLoop, value: T): Future<T> {
  const future = loop.createFuture<T>()
  later(loop, () => {
    if (!future.done()) future.setResult(value)
  })
  return future
}

/** Waits for what never comes, as a coroutine. */
export function* waitForNever(loop: EventLoop): Coroutine<string> {
  return yield* never(loop)
}
