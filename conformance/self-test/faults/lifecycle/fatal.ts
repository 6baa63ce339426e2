import { ensureFuture, VirtualEventLoop } from '../../../../reference/index.ts'
import { isFatalError } from '../../../../spec/index.ts'
import type { Awaitable, Callback, CallOptions } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const goesOnAfterAFatalError = fault(
  'lifecycle.fatal-error-ends-the-run',
  'goes-on-after-a-fatal-error',
  {
    says: 'went on after SystemExit',
    loop: class extends VirtualEventLoop {
      override callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions) {
        const guarded = (...given: unknown[]): void => {
          try {
            callback(...given)
          } catch (error) {
            if (!isFatalError(error)) throw error
          }
        }
        return super.callSoon(guarded, args, options)
      }
    },
  },
)

export const losesTheBatchOfAFatalError = fault(
  'lifecycle.fatal-error-loses-nothing',
  'loses-the-batch-of-a-fatal-error',
  {
    says: '"third" never happened',
    loop: class extends VirtualEventLoop {
      protected override iterate(): number {
        try {
          return super.iterate()
        } catch (fatal) {
          this.ready.clear()
          throw fatal
        }
      }
    },
  },
)

/** Its done callback also stops the loop after a fatal error: the stop then ends the next run. */
export const stopsTheRunAfterAFatalError = fault(
  'lifecycle.fatal-error-leaves-the-loop-usable',
  'stops-the-run-after-a-fatal-error',
  {
    says: 'The run after the broken one threw',
    loop: class extends VirtualEventLoop {
      override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
        this.checkCanRun()
        const future = ensureFuture(awaitable, { loop: this })
        const stop = (): void => {
          this.stop()
        }
        future.addDoneCallback(stop)
        return this.finishRun(this.runForever(), future, stop)
      }
    },
  },
)

/** Ends a run with the fatal error, and still says that it is running. */
export const staysRunningAfterAFatalError = fault(
  'lifecycle.fatal-error-ends-the-run',
  'stays-running-after-a-fatal-error',
  {
    says: 'isRunning() after the run that SystemExit ended is true',
    loop: class extends VirtualEventLoop {
      #isBroken = false

      protected override iterate(): number {
        this.#isBroken = false
        try {
          return super.iterate()
        } catch (error) {
          this.#isBroken = true
          throw error
        }
      }

      protected override endRun(): ReturnType<VirtualEventLoop['endRun']> {
        const run = super.endRun()
        if (this.#isBroken) this.runInProgress = run
        return run
      }
    },
  },
)

/** A run that a fatal error ends does not clear what `stop()` has set: the next run ends with its first iteration. */
export const keepsTheStopOfABrokenRun = fault(
  'lifecycle.fatal-error-leaves-the-loop-usable',
  'keeps-the-stop-of-a-broken-run',
  {
    says: '"last hop" never happened',
    loop: class extends VirtualEventLoop {
      #hasThrown = false

      protected override endRun() {
        const { stopping } = this
        const run = super.endRun()
        this.stopping = stopping && this.#hasThrown
        this.#hasThrown = false
        return run
      }

      protected override iterate(): number {
        this.#hasThrown = true
        const count = super.iterate()
        this.#hasThrown = false
        return count
      }
    },
  },
)
