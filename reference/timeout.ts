import { isCancelledError, RuntimeError, TimeoutError } from '../spec/errors.ts'
import type { Coroutine, Handle, Task, Timeout } from '../spec/interfaces/index.ts'
import { currentTask } from './registry.ts'
import { getRunningLoop, peekRunningLoop } from './running-loop.ts'

/** Cancels the task at the deadline, once. */
class Deadline implements Timeout {
  readonly task: Task
  /** How many requests to cancel the task were open when the body began. */
  readonly #requests: number
  #state: 'active' | 'expired' | 'over' = 'active'
  #when: number | null = null
  #handle: Handle | null = null

  constructor(task: Task) {
    this.task = task
    this.#requests = task.cancelling()
  }

  when(): number | null {
    return this.#when
  }

  expired(): boolean {
    return this.#state === 'expired'
  }

  reschedule(whenMs: number | null): void {
    if (this.#state !== 'active')
      throw new RuntimeError(`The timeout is ${this.#state} and cannot be rescheduled.`)
    this.#when = whenMs
    this.#handle?.cancel()
    this.#handle = whenMs === null ? null : this.#schedule(whenMs)
  }

  #schedule(whenMs: number): Handle {
    const loop = getRunningLoop()
    return whenMs <= loop.time() ? loop.callSoon(this.#expire) : loop.callAt(whenMs, this.#expire)
  }

  readonly #expire = (): void => {
    this.#state = 'expired'
    this.#handle = null
    this.task.cancel()
  }

  /** Called when the body is over. Takes the request to cancel back, and returns whether it was the only one since the body began. */
  end(): boolean {
    this.#handle?.cancel()
    this.#handle = null
    if (this.#state === 'expired') return this.task.uncancel() <= this.#requests
    this.#state = 'over'
    return false
  }
}

/** Runs the body, and cancels it if it takes longer than `ms` milliseconds. Its `CancelledError` becomes a `TimeoutError`. */
export function* timeout<T>(ms: number | null, body: (timeout: Timeout) => Coroutine<T>): Coroutine<T> {
  const deadline = new Deadline(ownTask('timeout()'))
  return yield* withDeadline(deadline, ms === null ? null : getRunningLoop().time() + ms, body)
}

/** Like `timeout`, until `whenMs` of `loop.time()`. */
export function* timeoutAt<T>(whenMs: number | null, body: (timeout: Timeout) => Coroutine<T>): Coroutine<T> {
  return yield* withDeadline(new Deadline(ownTask('timeoutAt()')), whenMs, body)
}

function ownTask(what: string): Task {
  const task = peekRunningLoop() === null ? null : currentTask()
  if (task === null) throw new RuntimeError(`${what} must be awaited inside a task.`)
  return task as Task
}

function* withDeadline<T>(
  deadline: Deadline,
  whenMs: number | null,
  body: (timeout: Timeout) => Coroutine<T>,
): Coroutine<T> {
  deadline.reschedule(whenMs)
  let isOurs = false
  try {
    try {
      return yield* body(deadline)
    } finally {
      isOurs = deadline.end()
    }
  } catch (error) {
    throw isOurs && isCancelledError(error) ? new TimeoutError(undefined, { cause: error }) : error
  }
}
