import { ValueError } from '../spec/errors.ts'
import type { Coroutine, Future, ReturnWhen, WaitOptions } from '../spec/interfaces/index.ts'
import { describeValue } from './describe-value.ts'
import { failureOf } from './failure.ts'
import { isCoroutine, isFuture } from './is-future.ts'
import { getRunningLoop } from './running-loop.ts'

const moments: readonly ReturnWhen[] = ['FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED']

/** Waits until some or all of the futures are done, and returns the done and the pending ones. It cancels none of them. */
export function* wait<T>(
  futures: Iterable<Future<T>>,
  { timeout = null, returnWhen = 'ALL_COMPLETED' }: WaitOptions = {},
): Coroutine<[done: Set<Future<T>>, pending: Set<Future<T>>]> {
  if (isFuture(futures) || isCoroutine(futures))
    throw new TypeError('wait() expects a list of futures, not a single one.')
  const all = new Set(futures)
  if (all.size === 0) throw new ValueError('wait() expects at least one future. The list is empty.')
  if (!moments.includes(returnWhen))
    throw new ValueError(`returnWhen must be one of ${moments.join(', ')}, not ${describeValue(returnWhen)}.`)
  if ([...all].some(isCoroutine))
    throw new TypeError(
      'wait() expects futures, not coroutines. Make tasks of them first: createTask(coroutine).',
    )

  const loop = getRunningLoop()
  const waiter = loop.createFuture<undefined>()
  const release = (): void => {
    if (!waiter.done()) waiter.setResult(undefined)
  }
  let left = all.size
  const onDone = (future: Future<T>): void => {
    left--
    if (left <= 0 || returnWhen === 'FIRST_COMPLETED') release()
    else if (returnWhen === 'FIRST_EXCEPTION' && !future.cancelled() && failureOf(future) !== null) release()
  }
  const timer = timeout === null ? null : loop.callLater(timeout, release)
  for (const future of all) future.addDoneCallback(onDone)
  try {
    yield* waiter
  } finally {
    timer?.cancel()
    for (const future of all) future.removeDoneCallback(onDone)
  }
  const isDone = (future: Future<T>): boolean => future.done()
  return [new Set([...all].filter(isDone)), new Set([...all].filter((future) => !isDone(future)))]
}
