import type { Future } from '../spec/index.ts'

/** What a done future failed with, in a box, for a coroutine may throw null as well; null when it gave a result. */
export function failureOf(future: Future): { readonly error: unknown } | null {
  try {
    future.result()
    return null
  } catch (error) {
    return { error }
  }
}
