import { RuntimeError } from '../spec/errors.ts'
import type { Awaitable, Context, EventLoop, Runner, RunnerOptions, Task } from '../spec/interfaces/index.ts'
import { copyContext } from './context.ts'
import { failureOf } from './failure.ts'
import { gather } from './gather.ts'
import { isCoroutine } from './is-future.ts'
import { newEventLoop, setEventLoop } from './policy.ts'
import { getTasks } from './registry.ts'
import { peekRunningLoop } from './running-loop.ts'

/** Owns a loop from its first use until `close()`. See `Runner`. */
export class ReferenceRunner implements Runner {
  readonly #options: RunnerOptions
  #loop: EventLoop | null = null
  #context: Context | null = null
  #closing: Promise<void> | null = null

  constructor(options: RunnerOptions = {}) {
    this.#options = options
  }

  getLoop(): EventLoop {
    if (this.#closing !== null) throw new RuntimeError('The runner is closed. Make a new one.')
    if (this.#loop !== null) return this.#loop
    const { loopFactory, debug } = this.#options
    const loop = (loopFactory ?? newEventLoop)()
    if (!loopFactory) setEventLoop(loop)
    if (typeof debug === 'boolean') loop.setDebug(debug)
    this.#context = copyContext()
    return (this.#loop = loop)
  }

  run<T>(main: Awaitable<T>, options: { context?: Context | undefined } = {}): Promise<T> {
    if (peekRunningLoop() !== null)
      throw new RuntimeError(
        'Runner.run() was called inside a turn of a loop. Await the coroutine with yield* instead.',
      )
    const loop = this.getLoop()
    // In JavaScript a run can be in progress between two turns.
    if (!isCoroutine(main) || loop.isRunning()) return loop.runUntilComplete(main)
    const context = options.context ?? this.#context ?? undefined
    return loop.runUntilComplete(loop.createTask(main, { context }))
  }

  close(): Promise<void> {
    if (this.#closing !== null) return this.#closing
    return this.#loop === null ? Promise.resolve() : (this.#closing = this.#close(this.#loop))
  }

  async #close(loop: EventLoop): Promise<void> {
    try {
      await finishTasks(loop)
    } finally {
      if (!this.#options.loopFactory) setEventLoop(null)
      loop.close()
    }
  }
}

/** Cancels the tasks that are left on the loop, once, waits for all of them, and reports those that failed. */
async function finishTasks(loop: EventLoop): Promise<void> {
  const left = [...getTasks(loop)] as Task[]
  if (left.length === 0) return
  for (const task of left) task.cancel()
  await loop.runUntilComplete(gather(left, { returnExceptions: true }))
  for (const task of left) {
    const failed = task.cancelled() ? null : failureOf(task)
    if (failed === null) continue
    const message = 'Unhandled exception during the shutdown of a run'
    loop.callExceptionHandler({ message, exception: failed.error, task })
  }
}

/** Makes a loop, runs `main` on it, cancels and awaits the tasks that are left, and closes the loop. Throws `RuntimeError` inside a turn. */
export function run<T>(main: Awaitable<T>, options: RunnerOptions = {}): Promise<T> {
  if (peekRunningLoop() !== null)
    throw new RuntimeError(
      'run() was called inside a turn of a loop. Await the coroutine with yield* instead.',
    )
  const runner = new ReferenceRunner(options)
  let result: Promise<T>
  try {
    result = runner.run(main)
  } catch (error) {
    void runner.close()
    throw error
  }
  return closeAfter(runner, result)
}

async function closeAfter<T>(runner: Runner, result: Promise<T>): Promise<T> {
  try {
    return await result
  } finally {
    await runner.close()
  }
}
