import {
  copyContext,
  isCoroutine,
  isFuture,
  newEventLoop,
  peekRunningLoop,
  run,
  Runner,
  RuntimeError,
  setEventLoop,
  setRunningLoop,
} from '../../../reference/index.ts'
import type { AsyncioApi, Awaitable, Context, EventLoop, RunnerOptions } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { faultyApi } from './faulty-api.ts'

const fault = (name: string, clause: string, observes: RegExp, api: Partial<AsyncioApi>): Fault =>
  faultyApi(name, `runner.${clause}`, observes, api)

type Run = <T>(main: Awaitable<T>, options?: RunnerOptions) => Promise<T>
interface RunOptions {
  context?: Context | undefined
}

/** As `run`, but for what `end` does with the runner and its loop. */
const ending = (end: (runner: Runner, loop: EventLoop) => Promise<void> | void): Run =>
  function <T>(main: Awaitable<T>, options: RunnerOptions = {}) {
    if (peekRunningLoop() !== null) throw new RuntimeError('There is a run already.')
    if (!isCoroutine(main) || !options.loopFactory) return run(main, options)
    const runner = new Runner(options)
    return runner.run(main).finally(() => end(runner, runner.getLoop()))
  }

/** Calls `start` as if no loop were running. */
function asIfOutside<T>(start: () => T): T {
  const running = peekRunningLoop()
  setRunningLoop(null)
  try {
    return start()
  } finally {
    setRunningLoop(running)
  }
}

class LoopForEachRun extends Runner {
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
}

class SetsItsLoop extends Runner {
  override run<T>(main: Awaitable<T>, options?: RunOptions): Promise<T> {
    const result = super.run(main, options)
    setEventLoop(this.getLoop())
    return result
  }
}

class FreshContexts extends Runner {
  override run<T>(main: Awaitable<T>, options?: RunOptions): Promise<T> {
    return super.run(main, { context: options?.context ?? copyContext() })
  }
}

class Nests extends Runner {
  override run<T>(main: Awaitable<T>, options?: RunOptions): Promise<T> {
    return asIfOutside(() => super.run(main, options))
  }
}

class ClosesTheLoopAlone extends Runner {
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
}

class RunsCoroutinesAlone extends Runner {
  override run<T>(main: Awaitable<T>, options?: RunOptions): Promise<T> {
    if (isFuture(main)) throw new TypeError('A coroutine was expected.')
    return super.run(main, options)
  }
}

class OpensAgain extends Runner {
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
}

export const runnerFaults: readonly Fault[] = [
  fault('gives-no-result', 'run-gives-what-main-gives', /the result of run\(\)/, {
    run: <T>(main: Awaitable<T>, options?: RunnerOptions) => run(main, options).then(() => undefined as T),
  }),
  fault('leaves-its-loop-open', 'run-closes-its-loop', /isClosed\(\) of its loop/, {
    run: ending(() => undefined),
  }),
  fault('drops-what-is-left', 'what-is-left-is-cancelled', /is told to end" never happened/, {
    run: ending((_runner, loop) => {
      loop.close()
    }),
  }),
  fault(
    'keeps-failures-at-the-end-to-itself',
    'failures-at-the-end-are-reported',
    /the errors that the handler heard/,
    {
      run: ending((runner, loop) => {
        loop.setExceptionHandler(() => undefined)
        return runner.close()
      }),
    },
  ),
  fault('runs-inside-of-a-run', 'run-is-refused-inside-a-run', /run\(\) in a callback threw nothing/, {
    run: (main, options) => asIfOutside(() => run(main, options)),
  }),
  fault('runs-what-cannot-be-awaited', 'main-must-be-awaitable', /run\(\) of a number threw nothing/, {
    run: <T>(main: Awaitable<T>, options?: RunnerOptions) =>
      isCoroutine(main) || isFuture(main) ? run(main, options) : Promise.resolve(main as T),
  }),
  fault('forgets-the-debug-mode', 'debug-is-passed-on', /getDebug\(\) of the loop while main runs/, {
    run: (main, options = {}) => run(main, { loopFactory: options.loopFactory }),
  }),
  fault('switches-the-debug-mode-off', 'debug-is-left-alone', /getDebug\(\) of the loop while main runs/, {
    run: (main, options = {}) => run(main, { ...options, debug: options.debug ?? false }),
  }),
  fault('leaves-its-loop-set', 'policy-makes-the-loop', /what setEventLoop\(\) of the policy was given/, {
    run: (main, options = {}) => run(main, { ...options, loopFactory: options.loopFactory ?? makeAndSet }),
  }),
  fault('makes-a-loop-for-each-run', 'runs-share-a-loop', /closed/, {
    Runner: LoopForEachRun,
  }),
  fault(
    'sets-its-loop-in-spite-of-the-factory',
    'factory-leaves-the-current-loop',
    /the current loop after the run/,
    {
      Runner: SetsItsLoop,
    },
  ),
  fault('makes-a-context-for-each-run', 'runs-share-a-context', /the variable in the second run/, {
    Runner: FreshContexts,
  }),
  fault('nests-its-runs', 'nested-runner-is-refused', /run\(\) in a callback threw nothing/, {
    Runner: Nests,
  }),
  fault('closes-the-loop-over-its-tasks', 'close-finishes-what-is-left', /is told to end" never happened/, {
    Runner: ClosesTheLoopAlone,
  }),
  fault('runs-coroutines-alone', 'main-may-be-a-future', /run\(\) of a future threw/, {
    Runner: RunsCoroutinesAlone,
  }),
  fault('opens-again-once-it-is-closed', 'closed-runner-refuses', /run\(\) of a closed runner/, {
    Runner: OpensAgain,
  }),
]

function makeAndSet(): EventLoop {
  const loop = newEventLoop()
  setEventLoop(loop)
  return loop
}
