import {
  isCoroutine,
  isFuture,
  newEventLoop,
  peekRunningLoop,
  run,
  Runner,
  RuntimeError,
  setEventLoop,
} from '../../../../reference/index.ts'
import type { Awaitable, EventLoop, RunnerOptions } from '../../../../spec/index.ts'
import { asIfOutside } from '../support/as-if-outside.ts'
import { fault } from '../../fault.ts'

type Run = <T>(main: Awaitable<T>, options?: RunnerOptions) => Promise<T>

/** `run()` that calls `end` at the end instead of closing the runner. */
const ending = (end: (runner: Runner, loop: EventLoop) => Promise<void> | void): Run =>
  function <T>(main: Awaitable<T>, options: RunnerOptions = {}) {
    if (peekRunningLoop() !== null) throw new RuntimeError('There is a run already.')
    if (!isCoroutine(main) || !options.loopFactory) return run(main, options)
    const runner = new Runner(options)
    return runner.run(main).finally(() => end(runner, runner.getLoop()))
  }

function makeAndSet(): EventLoop {
  const loop = newEventLoop()
  setEventLoop(loop)
  return loop
}

export const givesNoResult = fault('runner.run-gives-what-main-gives', 'gives-no-result', {
  says: 'the result of run()',
  api: {
    run: <T>(main: Awaitable<T>, options?: RunnerOptions) => run(main, options).then(() => undefined as T),
  },
})

export const leavesItsLoopOpen = fault('runner.run-closes-its-loop', 'leaves-its-loop-open', {
  says: 'isClosed() of its loop',
  api: {
    run: ending(() => undefined),
  },
})

export const dropsWhatIsLeft = fault('runner.what-is-left-is-cancelled', 'drops-what-is-left', {
  says: 'is cancelled" never happened',
  api: {
    run: ending((_runner, loop) => {
      loop.close()
    }),
  },
})

export const keepsFailuresAtTheEndToItself = fault(
  'runner.failures-at-the-end-are-reported',
  'keeps-failures-at-the-end-to-itself',
  {
    says: 'the errors that the handler received',
    api: {
      run: ending((runner, loop) => {
        loop.setExceptionHandler(() => undefined)
        return runner.close()
      }),
    },
  },
)

export const runsInsideOfARun = fault('runner.run-is-refused-inside-a-run', 'runs-inside-of-a-run', {
  says: 'run() in a callback did not throw',
  api: {
    run: (main, options) => asIfOutside(() => run(main, options)),
  },
})

export const runsWhatCannotBeAwaited = fault('runner.main-must-be-awaitable', 'runs-what-cannot-be-awaited', {
  says: 'run() of a number did not throw',
  api: {
    run: <T>(main: Awaitable<T>, options?: RunnerOptions) =>
      isCoroutine(main) || isFuture(main) ? run(main, options) : Promise.resolve(main as T),
  },
})

export const forgetsTheDebugMode = fault('runner.debug-is-passed-on', 'forgets-the-debug-mode', {
  says: 'getDebug() of the loop while main runs',
  api: {
    run: (main, options = {}) => run(main, { loopFactory: options.loopFactory }),
  },
})

export const switchesTheDebugModeOff = fault('runner.debug-is-left-alone', 'switches-the-debug-mode-off', {
  says: 'getDebug() of the loop while main runs',
  api: {
    run: (main, options = {}) => run(main, { ...options, debug: options.debug ?? false }),
  },
})

export const leavesItsLoopSet = fault('runner.policy-makes-the-loop', 'leaves-its-loop-set', {
  says: 'what setEventLoop() of the policy was given',
  api: {
    run: (main, options = {}) => run(main, { ...options, loopFactory: options.loopFactory ?? makeAndSet }),
  },
})
