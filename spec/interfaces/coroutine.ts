declare const suspension: unique symbol

/** What the iterator of a future yields to the task. The brand makes `yield future`, without the star, a compile error. */
export interface Suspension {
  readonly [suspension]: true
}

/**
 * A coroutine is a generator: `next` is asyncio's `send`, `throw` is `throw`, `return` is `close`.
 * `yield* future` awaits a future, `yield* coroutine()` another coroutine, and a bare `yield` is `sleep(0)`.
 */
export type Coroutine<T> = Generator<Suspension | undefined, T, void>
