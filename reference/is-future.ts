import type { Coroutine, Future } from '../spec/index.ts'

/** True for every object that follows the future protocol, which its `futureBlocking` says. */
export function isFuture(value: unknown): value is Future {
  if (typeof value !== 'object' || value === null || !('futureBlocking' in value)) return false
  return value.futureBlocking !== null && value.futureBlocking !== undefined
}

/** True for a generator: an iterable iterator that can be resumed, thrown into and closed. */
export function isCoroutine(value: unknown): value is Coroutine<unknown> {
  if (typeof value !== 'object' || value === null || isFuture(value)) return false
  const { next, throw: throwInto, return: close, [Symbol.iterator]: iterate } = value as Partial<Generator>
  return [next, throwInto, close, iterate].every((method) => typeof method === 'function')
}
