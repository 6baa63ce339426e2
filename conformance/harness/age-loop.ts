import { attempt } from './attempt.ts'
import type { EventLoop, Task } from '../../spec/index.ts'

/** How many of every operation an aged loop has done: more than a counter or a table of a thousand entries holds. */
const operations = 1100
const runs = 3
const iterationsPerRun = 12

/**
 * Does on the loop what a program does in a long life, in three runs: callbacks and timers of which most are cancelled and some are due
 * together, futures and tasks that end in every way, and a callback that throws.
 */
export async function ageLoop(loop: EventLoop): Promise<void> {
  // A loop that takes no handler breaks a clause, and is aged all the same.
  attempt(() => loop.setExceptionHandler(() => undefined))
  const share = Math.ceil(operations / runs)
  for (let run = 0; run < runs; run++) {
    callbacks(loop, share)
    timers(loop, share)
    futures(loop, share)
    const tasks = makeTasks(loop, share)
    looks(loop, share)
    hop(loop, iterationsPerRun)
    await loop.runForever()
    for (const task of tasks) if (!task.done()) task.cancel()
    loop.callSoon(() => loop.stop())
    await loop.runForever()
    for (const task of tasks) if (!task.cancelled()) task.exception()
  }
  attempt(() => loop.setExceptionHandler(null))
}

function hop(loop: EventLoop, left: number): void {
  if (left === 0) loop.stop()
  else loop.callSoon(hop, [loop, left - 1])
}

function callbacks(loop: EventLoop, count: number): void {
  for (let index = 0; index < count; index++) {
    const handle = loop.callSoon((_value: unknown) => undefined, [index])
    if (index % 8 === 0) handle.cancel()
    loop.callSoonThreadsafe(() => undefined)
  }
  loop.callSoon(() => {
    throw new Error('of an aged loop')
  })
}

function timers(loop: EventLoop, count: number): void {
  const now = loop.time()
  for (let index = 0; index < count; index++) {
    const isCancelled = index % 10 > 0
    const later = loop.callLater(isCancelled ? 1000 + (index % 5) : 0, () => undefined)
    const at = loop.callAt(now + (isCancelled ? 1000 + (index % 7) : 0), () => undefined)
    if (isCancelled) later.cancel()
    if (isCancelled) at.cancel()
  }
}

function futures(loop: EventLoop, count: number): void {
  const ignore = (): void => undefined
  for (let index = 0; index < count; index++) {
    const future = loop.createFuture<number>()
    future.addDoneCallback(ignore)
    if (index % 4 === 0) future.removeDoneCallback(ignore)
    if (index % 3 === 0) future.cancel()
    else if (index % 3 === 1) future.setResult(index)
    else {
      future.setException(new Error('of an aged loop'))
      future.exception()
    }
  }
}

function makeTasks(loop: EventLoop, count: number): readonly Task<number>[] {
  return Array.from({ length: count }, (_none, index) =>
    loop.createTask(
      (function* () {
        if (index % 2 === 0) yield
        if (index % 3 === 0) throw new Error('of an aged loop')
        if (index % 5 === 0) yield* loop.createFuture<number>()
        return index
      })(),
    ),
  )
}

function looks(loop: EventLoop, count: number): void {
  for (let index = 0; index < count; index++) {
    loop.time()
    loop.isRunning()
    loop.isClosed()
    loop.getDebug()
    loop.getTaskFactory()
    loop.getExceptionHandler()
  }
}
