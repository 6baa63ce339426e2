import type { Future } from '../spec/interfaces/index.ts'

/** An error in a box: a coroutine may throw `null` or `undefined` too, so the error itself cannot say whether there is one. */
export interface Failure {
  readonly error: unknown
}

/** The error of a done future, in a box; null if the future has a result. A cancelled future failed with its `CancelledError`. */
export function failureOf(future: Future): Failure | null {
  try {
    future.result()
    return null
  } catch (error) {
    return { error }
  }
}
