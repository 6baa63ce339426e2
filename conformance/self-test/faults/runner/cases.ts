import { getTasks, peekRunningLoop, run, Runner } from '../../../../reference/index.ts'
import type { Awaitable, Context, EventLoop, RunnerOptions, Task } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

/** Runs main. Before the loop is closed, `finish` runs on it. */
async function runAndFinish<T>(
  main: Awaitable<T>,
  options: RunnerOptions,
  finish: (loop: EventLoop) => Promise<void>,
): Promise<T> {
  const runner = new Runner(options)
  try {
    return await runner.run(main)
  } finally {
    await finish(runner.getLoop())
    await runner.close()
  }
}

/** Cancels what is left, and gives it 20 iterations. */
async function waitFor20Iterations(loop: EventLoop): Promise<void> {
  const left = [...getTasks(loop)] as Task[]
  for (const task of left) task.cancel()
  const hop = (count: number): void => {
    if (count === 0 || left.every((task) => task.done())) loop.stop()
    else loop.callSoon(hop, [count - 1])
  }
  loop.callSoon(hop, [20])
  await loop.runForever()
}

export const leavesTasksAfter20Iterations = fault(
  'runner.what-is-left-is-cancelled',
  'leaves-tasks-after-20-iterations',
  {
    says: 'iterations of cleaning up',
    api: {
      run: (main, options = {}) => {
        if (peekRunningLoop() !== null) return run(main, options)
        return runAndFinish(main, options, async (loop) => {
          await waitFor20Iterations(loop)
          loop.close()
        })
      },
    },
  },
)

export const reportsTheFirstFailureAtTheEnd = fault(
  'runner.failures-at-the-end-are-reported',
  'reports-the-first-failure-at-the-end',
  {
    says: 'handler received: [Error("a")]',
    api: {
      run: (main, options = {}) => {
        if (peekRunningLoop() !== null) return run(main, options)
        return runAndFinish(main, options, async (loop) => {
          const report = loop.callExceptionHandler.bind(loop)
          let reported = 0
          loop.callExceptionHandler = (context) => {
            if (++reported === 1) report(context)
          }
          await Promise.resolve()
        })
      },
    },
  },
)

export const keepsTheContextOfOneRun = fault('runner.runs-share-a-context', 'keeps-the-context-of-one-run', {
  says: 'the variable in a run, in a run with the context, and in the run after that',
  api: {
    Runner: class extends Runner {
      #context: Context | undefined

      override run<T>(main: Awaitable<T>, options?: { context?: Context | undefined }): Promise<T> {
        this.#context = options?.context ?? this.#context
        return super.run(main, { context: this.#context })
      }
    },
  },
})
