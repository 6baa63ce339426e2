/** Fibers of Effect. */
import { Deferred, Effect, Fiber } from 'effect'
import type { Workload } from '../workload.ts'

const switcher = (count: number): Effect.Effect<void> =>
  Effect.gen(function* () {
    for (let i = 0; i < count; i++) yield* Effect.yieldNow
  })

const joinAll = <A>(width: number, body: Effect.Effect<A>): Effect.Effect<void> =>
  Effect.gen(function* () {
    const fibers: Fiber.Fiber<A>[] = []
    for (let i = 0; i < width; i++) fibers.push(yield* Effect.forkChild(body))
    for (const fiber of fibers) yield* Fiber.join(fiber)
  })

const child = Effect.gen(function* () {
  yield* Effect.yieldNow
  return 1
})

const spawn = (width: number, count: number): Promise<void> =>
  Effect.runPromise(
    Effect.gen(function* () {
      for (let i = 0; i < count; i += width) yield* joinAll(width, child)
    }),
  )

const nested = (depth: number, count: number): Effect.Effect<void> =>
  depth === 0
    ? switcher(count)
    : Effect.gen(function* () {
        yield* nested(depth - 1, count)
      })

const switches = (tasks: number, count: number): Promise<void> =>
  Effect.runPromise(joinAll(tasks, switcher(count / tasks)))

export const effect: Partial<Workload> = {
  switch1: (count) => switches(1, count),
  switch10: (count) => switches(10, count),
  switch1000: (count) => switches(1000, count),
  awaitPending: (count) =>
    Effect.runPromise(
      Effect.gen(function* () {
        for (let i = 0; i < count; i++) {
          const deferred = yield* Deferred.make<number>()
          queueMicrotask(() => Deferred.doneUnsafe(deferred, Effect.succeed(1)))
          yield* Deferred.await(deferred)
        }
      }),
    ),
  awaitDone: (count) =>
    Effect.runPromise(
      Effect.gen(function* () {
        const deferred = yield* Deferred.make<number>()
        yield* Deferred.succeed(deferred, 1)
        for (let i = 0; i < count; i++) yield* Deferred.await(deferred)
      }),
    ),
  spawn1: (count) => spawn(1, count),
  spawn100: (count) => spawn(100, count),
  deep10: (count) => Effect.runPromise(nested(10, count)),
}
