import { isCoroutine, isFuture, VirtualEventLoop } from '../../../../reference/index.ts'
import { errorKind, isFatalError } from '../../../../spec/index.ts'
import type { Awaitable, Future } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

type Stop = (done: Future) => void

export const waitsInVainForDoneFutures = fault(
  'lifecycle.run-until-complete-gives-the-result',
  'waits-in-vain-for-done-futures',
  {
    says: 'runUntilComplete() of a done future to end',
    loop: class extends VirtualEventLoop {
      override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
        const wasDone = isFuture(awaitable) && awaitable.done()
        const run = super.runUntilComplete(awaitable)
        return wasDone ? new Promise(() => undefined) : run
      }
    },
  },
)

export const wrapsTheExceptionOfTheRun = fault(
  'lifecycle.run-until-complete-throws-the-exception',
  'wraps-the-exception-of-the-run',
  {
    says: 'Error("The run failed.")',
    loop: class extends VirtualEventLoop {
      protected override async finishRun<T>(run: Promise<void>, future: Future<T>, stop: Stop): Promise<T> {
        try {
          return await super.finishRun(run, future, stop)
        } catch (error) {
          const kind = errorKind(error)
          throw kind === 'Error' ? new Error('The run failed.', { cause: error }) : error
        }
      }
    },
  },
)

/** Drives the main coroutine itself, without a task. */
export const drivesTheMainCoroutineByHand = fault(
  'lifecycle.run-until-complete-drives-a-coroutine',
  'drives-the-main-coroutine-by-hand',
  {
    says: 'ran while no task was current',
    loop: class extends VirtualEventLoop {
      override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
        if (!isCoroutine(awaitable)) return super.runUntilComplete(awaitable)
        const future = this.createFuture<T>()
        const step = (): void => {
          try {
            const { done, value } = awaitable.next()
            if (done === true) future.setResult(value)
            else if (value === undefined) this.callSoon(step)
            else (value as unknown as Future).addDoneCallback(step)
          } catch (error) {
            future.setException(error)
            if (isFatalError(error)) throw error
          }
        }
        this.callSoon(step)
        return super.runUntilComplete(future)
      }
    },
  },
)

/** Makes the main task without the task factory. */
export const doesNotAskTheFactoryForTheMainTask = fault(
  'lifecycle.run-until-complete-drives-a-coroutine',
  'does-not-ask-the-factory-for-the-main-task',
  {
    says: '"factory" never happened',
    loop: class extends VirtualEventLoop {
      override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
        const factory = this.taskFactory
        this.taskFactory = null
        try {
          return super.runUntilComplete(awaitable)
        } finally {
          this.taskFactory = factory
        }
      }
    },
  },
)

/** Waits for the future of any loop. */
export const waitsForFuturesOfOtherLoops = fault(
  'lifecycle.run-until-complete-refuses-foreign-futures',
  'waits-for-futures-of-other-loops',
  {
    says: 'future of another loop did not throw',
    loop: class extends VirtualEventLoop {
      override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
        if (!isFuture(awaitable) || awaitable.getLoop() === this) return super.runUntilComplete(awaitable)
        return this.finishRun(this.runForever(), awaitable, () => undefined)
      }
    },
  },
)

/** Returns any other value as the result. */
export const takesAnyValueForTheResult = fault(
  'lifecycle.run-until-complete-refuses-what-cannot-be-awaited',
  'takes-any-value-for-the-result',
  {
    says: 'runUntilComplete(42) did not throw',
    loop: class extends VirtualEventLoop {
      override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
        try {
          return super.runUntilComplete(awaitable)
        } catch (error) {
          if (errorKind(error) === 'TypeError') return Promise.resolve(awaitable as T)
          throw error
        }
      }
    },
  },
)

export const givesUndefinedWhenStoppedEarly = fault(
  'lifecycle.run-stopped-early-has-no-result',
  'gives-undefined-when-stopped-early',
  {
    says: 'stopped before its future is done did not throw',
    loop: class extends VirtualEventLoop {
      protected override async finishRun<T>(run: Promise<void>, future: Future<T>, stop: Stop): Promise<T> {
        await run
        future.removeDoneCallback(stop)
        return future.done() ? future.result() : (undefined as T)
      }
    },
  },
)

export const leavesItsCallbackOnTheFuture = fault(
  'lifecycle.run-until-complete-leaves-no-callback',
  'leaves-its-callback-on-the-future',
  {
    says: '"hop 0" never happened',
    loop: class extends VirtualEventLoop {
      protected override finishRun<T>(run: Promise<void>, future: Future<T>): Promise<T> {
        return super.finishRun(run, future, () => undefined)
      }
    },
  },
)

/** Removes its callback after a run that ends as usual only. */
export const leavesItsCallbackAfterAFatalError = fault(
  'lifecycle.fatal-error-leaves-no-callback',
  'leaves-its-callback-after-a-fatal-error',
  {
    says: 'later run threw',
    loop: class extends VirtualEventLoop {
      protected override async finishRun<T>(
        run: Promise<void>,
        future: Future<T>,
        stop: (done: Future) => void,
      ): Promise<T> {
        await run
        return super.finishRun(run, future, stop)
      }
    },
  },
)

/** Takes a result that is 0, false or empty for none. */
export const returnsNothingForAnEmptyResult = fault(
  'lifecycle.run-until-complete-gives-the-result',
  'returns-nothing-for-an-empty-result',
  {
    says: 'the result of a run of a future with',
    loop: class extends VirtualEventLoop {
      protected override async finishRun<T>(
        run: Promise<void>,
        future: Future<T>,
        stop: (done: Future) => void,
      ): Promise<T> {
        const result = await super.finishRun(run, future, stop)
        return result ? result : (null as T)
      }
    },
  },
)
