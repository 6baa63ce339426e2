import { copyContext, isFuture, run, Runner, setEventLoop } from '../../../../reference/index.ts'
import type { Awaitable, Context, RunnerOptions } from '../../../../spec/index.ts'
import { asIfOutside } from '../support/as-if-outside.ts'
import { fault } from '../../fault.ts'

interface RunOptions {
  context?: Context | undefined
}

export const makesALoopForEachRun = fault('runner.runs-share-a-loop', 'makes-a-loop-for-each-run', {
  says: 'closed',
  api: {
    Runner: class extends Runner {
      readonly #options: RunnerOptions

      constructor(options: RunnerOptions = {}) {
        super(options)
        this.#options = options
      }

      override async run<T>(main: Awaitable<T>, options?: RunOptions): Promise<T> {
        const runner = new Runner(this.#options)
        const result = await runner.run(main, options)
        await runner.close()
        return result
      }
    },
  },
})

export const setsItsLoopInSpiteOfTheFactory = fault(
  'runner.factory-leaves-the-current-loop',
  'sets-its-loop-in-spite-of-the-factory',
  {
    says: 'the current loop after the run',
    api: {
      Runner: class extends Runner {
        override run<T>(main: Awaitable<T>, options?: RunOptions): Promise<T> {
          const result = super.run(main, options)
          setEventLoop(this.getLoop())
          return result
        }
      },
    },
  },
)

export const makesAContextForEachRun = fault('runner.runs-share-a-context', 'makes-a-context-for-each-run', {
  says: 'the variable in the second run',
  api: {
    Runner: class extends Runner {
      override run<T>(main: Awaitable<T>, options?: RunOptions): Promise<T> {
        return super.run(main, { context: options?.context ?? copyContext() })
      }
    },
  },
})

export const nestsItsRuns = fault('runner.nested-runner-is-refused', 'nests-its-runs', {
  says: 'run() in a callback did not throw',
  api: {
    Runner: class extends Runner {
      override run<T>(main: Awaitable<T>, options?: RunOptions): Promise<T> {
        return asIfOutside(() => super.run(main, options))
      }
    },
  },
})

export const closesTheLoopOverItsTasks = fault(
  'runner.close-finishes-what-is-left',
  'closes-the-loop-over-its-tasks',
  {
    says: 'is cancelled" never happened',
    api: {
      Runner: class extends Runner {
        #isUsed = false

        override run<T>(main: Awaitable<T>, options?: RunOptions): Promise<T> {
          this.#isUsed = true
          return super.run(main, options)
        }

        override close(): Promise<void> {
          if (this.#isUsed) this.getLoop().close()
          this.#isUsed = false
          return Promise.resolve()
        }
      },
    },
  },
)

export const runsCoroutinesAlone = fault('runner.main-may-be-a-future', 'runs-coroutines-alone', {
  says: 'run() of a future threw',
  api: {
    Runner: class extends Runner {
      override run<T>(main: Awaitable<T>, options?: RunOptions): Promise<T> {
        if (isFuture(main)) throw new TypeError('A coroutine was expected.')
        return super.run(main, options)
      }
    },
  },
})

export const opensAgainOnceItIsClosed = fault(
  'runner.closed-runner-refuses',
  'opens-again-once-it-is-closed',
  {
    says: 'run() of a closed runner',
    api: {
      Runner: class extends Runner {
        #isUsed = false
        #isClosed = false

        override close(): Promise<void> {
          this.#isClosed = this.#isUsed
          return super.close()
        }

        override run<T>(main: Awaitable<T>, options?: RunOptions): Promise<T> {
          this.#isUsed = true
          return this.#isClosed ? run(main) : super.run(main, options)
        }
      },
    },
  },
)
