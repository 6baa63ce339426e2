import type { Coroutine, Future, EventLoop } from '../../../spec/index.ts'
import type { Attempt, CheckContext } from '../../harness/index.ts'
import { later } from './turns.ts'

/** A coroutine that awaits the future and returns its result. */
export function* awaits<T>(future: Future<T>): Coroutine<T> {
  return yield* future
}

/** Runs the body as the coroutine of a run, and keeps what became of it. */
export function inTask<T>(
  t: CheckContext,
  body: (loop: EventLoop) => Coroutine<T>,
  loop = t.newEventLoop(),
): Promise<Attempt<T>> {
  return t.attemptAsync(() => loop.runUntilComplete(body(loop)))
}

/** Like `inTask`, for a body that has to reach its end. If it throws, the check fails with that error. */
export async function finishTask(
  t: CheckContext,
  body: (loop: EventLoop) => Coroutine<unknown>,
  loop = t.newEventLoop(),
): Promise<void> {
  const outcome = await inTask(
    t,
    function* () {
      yield* body(loop)
      t.note('the end of the coroutine')
    },
    loop,
  )
  if (outcome.threw) throw outcome.error
  t.happened('the end of the coroutine')
}

/** Awaits, inside of a coroutine, and keeps what became of it, a cancellation too. */
export function* attempted<T>(awaitable: Future<T> | Coroutine<T>): Coroutine<Attempt<T>> {
  try {
    return { threw: false, value: yield* awaitable }
  } catch (error) {
    return { threw: true, error }
  }
}

export const inVain = 'nothing, after all'

/** Milliseconds: longer than every other wait of a check, and shorter than the usual deadline of a check, which is 1000 ms. */
const inVainMs = 700

/** More iterations than a check takes without waiting for anything. */
const inVainIterations = 30

/**
 * A future that no correct loop settles: the check cancels it, or ends first. On a loop that waits for it wrongly, a timer
 * settles it with `inVain`, so that the check ends and fails with what it observed instead of hanging. If the machine pauses
 * for longer than the timer, the check has the iterations that it needs before that happens.
 */
export function never(loop: EventLoop): Future<string> {
  const future = loop.createFuture<string>()
  const settle = (): void => {
    if (!future.done()) future.setResult(inVain)
  }
  loop.callLater(inVainMs, () => {
    if (!future.done() && !loop.isClosed()) later(loop, settle, inVainIterations)
  })
  return future
}

/** A future that has its result some iterations from now. */
export function soon<T>(loop: EventLoop, value: T): Future<T> {
  const future = loop.createFuture<T>()
  later(loop, () => {
    if (!future.done()) future.setResult(value)
  })
  return future
}

/** `never()` as a coroutine. */
export function* waitForNever(loop: EventLoop): Coroutine<string> {
  return yield* never(loop)
}

/** Judges, after the run, that the coroutine of the task came to its end. */
export function isOver(t: CheckContext, task: { done(): boolean }): void {
  t.that(task.done(), 'the task is done when its coroutine has ended', 'the task was still pending')
}

/** Judges, after the run, that the task came to its end and is cancelled. */
export function isCancelled(t: CheckContext, task: { done(): boolean; cancelled(): boolean }): void {
  isOver(t, task)
  t.that(task.cancelled(), 'the task is cancelled', 'cancelled() was false')
}

/** Judges a coroutine that needs a current task: it is started in a callback, where there is no task, and in a task. */
export async function needsTask(
  t: CheckContext,
  what: string,
  make: (body: () => Coroutine<void>) => Coroutine<unknown>,
): Promise<void> {
  const outcomes: Attempt<unknown>[] = []
  const loop = t.newEventLoop()
  const start = (): unknown =>
    make(function* () {
      t.note('the body runs')
      yield
    }).next()
  loop.callSoon(() => outcomes.push(t.attempt(start)))
  loop.createTask(
    (function* (): Coroutine<void> {
      outcomes.push(t.attempt(start))
      yield
    })(),
  )
  await t.iterations(loop)
  const [callback, task] = outcomes as [Attempt<unknown>, Attempt<unknown>]
  t.threw(callback, 'RuntimeError', `${what} in a callback`)
  t.returned(task, `${what} in a task`)
  t.times('the body runs', 1)
}

/** A loop whose tasks start eagerly, set up in a way that every version of asyncio with eager tasks supports. */
export function eagerLoop(t: CheckContext): EventLoop {
  const loop = t.newEventLoop()
  loop.setTaskFactory(t.api.eagerTaskFactory)
  return loop
}

/** The same with tasks of the candidate's class, which may not be that of `eagerTaskFactory`. */
export function loopOfOwnEagerTasks(t: CheckContext): EventLoop {
  const { createEagerTaskFactory, Task } = t.api as Partial<typeof t.api>
  if (createEagerTaskFactory === undefined || Task === undefined) return t.skipWithout('taskClass')
  const loop = t.newEventLoop()
  loop.setTaskFactory(createEagerTaskFactory(Task))
  return loop
}
