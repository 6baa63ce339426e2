import type { Coroutine, EventLoop, SettableFuture, Task } from '../spec/interfaces/index.ts'
import { failureOf } from './failure.ts'

/**
 * Runs attempts until one succeeds, and returns its value, or null if all fail. The next attempt starts when the last one
 * fails or has run for `delayMs` milliseconds: Happy Eyeballs (RFC 8305). After a success the other attempts are cancelled. If
 * one of them still succeeds, `discard` gets its value.
 */
export function* staggeredRace<T>(
  loop: EventLoop,
  attempts: Iterable<() => Coroutine<T>>,
  delayMs: number,
  discard: (value: T) => void,
): Coroutine<T | null> {
  const queue = attempts[Symbol.iterator]()
  const running = new Set<Task<T>>()
  const outcome: SettableFuture<T | null> = loop.createFuture<T | null>()
  let last: Task<T> | null = null
  let timer = loop.callLater(Infinity, startNext)

  function startNext(): void {
    timer.cancel()
    const { done, value: attempt } = queue.next() as IteratorResult<() => Coroutine<T>, undefined>
    if (done !== true) {
      const task = loop.createTask(attempt())
      last = task
      running.add(task)
      task.addDoneCallback(finish)
      timer = loop.callLater(delayMs, startNext)
    } else if (running.size === 0) outcome.setResult(null)
  }

  function finish(task: Task<T>): void {
    running.delete(task)
    const failed = failureOf(task) !== null
    if (outcome.done()) {
      if (!failed) discard(task.result())
    } else if (failed) {
      // While the last attempt runs, its own delay decides when the next one starts.
      if (task === last || running.size === 0) startNext()
    } else {
      // The timer may be due in the same iteration.
      timer.cancel()
      outcome.setResult(task.result())
    }
  }

  startNext()
  try {
    return yield* outcome
  } finally {
    outcome.cancel()
    timer.cancel()
    for (const task of running) task.cancel()
  }
}
