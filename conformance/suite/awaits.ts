import type { Coroutine, Future } from '../../spec/index.ts'

/** A coroutine that awaits the future and returns its result. */
export function* awaits<T>(future: Future<T>): Coroutine<T> {
  return yield* future
}
