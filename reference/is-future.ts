import type { Coroutine, Future } from '../spec/interfaces/index.ts'

/** True for every object that follows the future protocol: its `futureBlocking` is neither null nor undefined. */
export function isFuture(value: unknown): value is Future {
  if (typeof value !== 'object' || value === null || !('futureBlocking' in value)) return false
  return value.futureBlocking !== null && value.futureBlocking !== undefined
}

// eslint-disable-next-line @typescript-eslint/no-empty-function -- only its prototype is used
const generatorFunction = Object.getPrototypeOf(function* () {}) as GeneratorFunction
const generatorPrototype: unknown = generatorFunction.prototype

/** True for a generator: an iterable iterator that can be resumed, thrown into and closed. */
export function isCoroutine(value: unknown): value is Coroutine<unknown> {
  if (typeof value !== 'object' || value === null) return false
  // Almost every coroutine is a native generator, which has all of the methods.
  if (Object.getPrototypeOf(Object.getPrototypeOf(value)) === generatorPrototype) return !isFuture(value)
  const { next, throw: throwInto, return: close, [Symbol.iterator]: iterate } = value as Partial<Generator>
  const methods = [next, throwInto, close, iterate]
  return methods.every((method) => typeof method === 'function') && !isFuture(value)
}
