/** What the compiler must refuse: each line below is a mistake. A missing error fails the build. */
import { expect, expectTypeOf, it } from 'vitest'
import { VirtualEventLoop, type Coroutine } from './index.ts'

const loop = new VirtualEventLoop()

function* number(): Coroutine<number> {
  return (yield* loop.createFuture<number>()) + 1
}

it('infers the results of an await and of a task', () => {
  expectTypeOf(loop.createTask(number())).toEqualTypeOf<ReturnType<typeof loop.createTask<number>>>()
  function* main() {
    const value = yield* number()
    expectTypeOf(value).toEqualTypeOf<number>()
    yield
    return 'text'
  }
  const task = loop.createTask(main())
  expectTypeOf<ReturnType<typeof task.result>>().toEqualTypeOf<string>()
  expect(task.done()).toBe(false)
})

/** It is not called. It only has to compile. */
export function mistakes(): unknown {
  function* starForgotten(): Coroutine<void> {
    // @ts-expect-error -- yield* it
    yield loop.createFuture<number>()
  }
  function* unannotated() {
    yield loop.createFuture<number>()
  }
  async function asynchronous(): Promise<number> {
    return await Promise.resolve(1)
  }
  return [
    starForgotten,
    // @ts-expect-error -- yield* it
    () => loop.createTask(unannotated()),
    // @ts-expect-error -- an async function is not a coroutine
    () => loop.createTask(asynchronous()),
    // @ts-expect-error -- the function instead of its call
    () => loop.createTask(number),
  ]
}
