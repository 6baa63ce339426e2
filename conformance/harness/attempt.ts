/** What a call did: the value it returned, or what it threw. */
export type Attempt<T> =
  { readonly threw: false; readonly value: T } | { readonly threw: true; readonly error: unknown }

/** Calls `fn` and keeps what came of it, to be judged later. `onError` receives what it threw. */
export function attempt<T>(fn: () => T, onError?: (error: unknown) => void): Attempt<T> {
  try {
    return { threw: false, value: fn() }
  } catch (error) {
    onError?.(error)
    return { threw: true, error }
  }
}

/** Awaits what `fn` returns and keeps what came of it. A throw at the call and a rejection are the same here. */
export async function attemptAsync<T>(
  fn: () => PromiseLike<T>,
  onError?: (error: unknown) => void,
): Promise<Attempt<T>> {
  try {
    return { threw: false, value: await fn() }
  } catch (error) {
    onError?.(error)
    return { threw: true, error }
  }
}
