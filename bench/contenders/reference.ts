/** The reference: the virtual loop and the loop on Node. */
import type { BaseEventLoop } from '../../reference/index.ts'
import type { Coroutine, SettableFuture, Task } from '../../spec/index.ts'
import type { Workload } from '../workload.ts'

function* switcher(count: number): Coroutine<void> {
  for (let i = 0; i < count; i++) yield
}

function* switches(loop: BaseEventLoop, tasks: number, count: number): Coroutine<void> {
  const started: Task<void>[] = []
  for (let i = 0; i < tasks; i++) started.push(loop.createTask(switcher(count / tasks)))
  for (const task of started) yield* task
}

function settle(future: SettableFuture<number>): void {
  future.setResult(1)
}

function* awaitPending(loop: BaseEventLoop, count: number): Coroutine<void> {
  for (let i = 0; i < count; i++) {
    const future = loop.createFuture<number>()
    loop.callSoon(settle, [future])
    yield* future
  }
}

function* awaitDone(loop: BaseEventLoop, count: number): Coroutine<void> {
  const done = loop.createFuture<number>()
  done.setResult(1)
  for (let i = 0; i < count; i++) yield* done
}

function* child(): Coroutine<number> {
  yield
  return 1
}

function* spawn(loop: BaseEventLoop, width: number, count: number): Coroutine<void> {
  for (let i = 0; i < count; i += width) {
    const started: Task<number>[] = []
    for (let j = 0; j < width; j++) started.push(loop.createTask(child()))
    for (const task of started) yield* task
  }
}

function* nested(depth: number, count: number): Coroutine<void> {
  if (depth === 0) yield* switcher(count)
  else yield* nested(depth - 1, count)
}

function callSoon(loop: BaseEventLoop, count: number): Promise<void> {
  let left = count
  const next = (): void => {
    if (--left === 0) loop.stop()
    else loop.callSoon(next)
  }
  loop.callSoon(next)
  return loop.runForever()
}

export function reference(newLoop: () => BaseEventLoop): Workload {
  const run = (main: (loop: BaseEventLoop) => Coroutine<void>): Promise<void> => {
    const loop = newLoop()
    return loop.runUntilComplete(main(loop))
  }
  return {
    switch1: (count) => run((loop) => switches(loop, 1, count)),
    switch10: (count) => run((loop) => switches(loop, 10, count)),
    switch1000: (count) => run((loop) => switches(loop, 1000, count)),
    awaitPending: (count) => run((loop) => awaitPending(loop, count)),
    awaitDone: (count) => run((loop) => awaitDone(loop, count)),
    spawn1: (count) => run((loop) => spawn(loop, 1, count)),
    spawn100: (count) => run((loop) => spawn(loop, 100, count)),
    deep10: (count) => run(() => nested(10, count)),
    callSoon: (count) => callSoon(newLoop(), count),
  }
}
