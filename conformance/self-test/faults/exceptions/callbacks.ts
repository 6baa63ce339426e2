import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { ReferenceHandle } from '../../../../reference/handle.ts'
import { isCancelledError, isFatalError } from '../../../../spec/index.ts'
import type { ExceptionContext } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const swallowsWhatCallbacksThrow = fault(
  'exceptions.callback-error-is-reported',
  'swallows-what-callbacks-throw',
  {
    says: 'calls of the exception handler is 0, not 1',
    loop: class extends VirtualEventLoop {
      override callExceptionHandler(): void {
        // The error is lost.
      }
    },
  },
)

/** In debug mode it times each callback, and writes what the callback throws to its own log. */
export const logsErrorsInDebugMode = fault(
  'exceptions.callback-error-is-reported',
  'logs-errors-in-debug-mode',
  {
    says: 'calls of the exception handler is 0, not 1',
    loop: class extends VirtualEventLoop {
      protected override runTimed(handle: ReferenceHandle): void {
        const report = this.callExceptionHandler
        this.callExceptionHandler = () => undefined
        try {
          super.runTimed(handle)
        } finally {
          this.callExceptionHandler = report
        }
      }
    },
  },
)

export const reportsAnErrorOnlyOnce = fault(
  'exceptions.callback-error-is-reported',
  'reports-an-error-only-once',
  {
    says: 'calls of the exception handler is 1, not 2',
    loop: class extends VirtualEventLoop {
      readonly #reported = new Set<unknown>()

      override callExceptionHandler(context: ExceptionContext): void {
        const { exception } = context
        if (exception !== undefined && this.#reported.has(exception)) return
        this.#reported.add(exception)
        super.callExceptionHandler(context)
      }
    },
  },
)

/** An error ends the whole batch. */
export const dropsTheRestOfTheBatchAfterAnError = fault(
  'exceptions.failing-callback-leaves-the-others',
  'drops-the-rest-of-the-batch-after-an-error',
  {
    says: '"after" never happened',
    loop: class extends VirtualEventLoop {
      #batch: { cancel(): void }[] = []

      protected override iterate(): number {
        this.#batch = [...this.ready]
        return super.iterate()
      }

      override callExceptionHandler(context: ExceptionContext): void {
        super.callExceptionHandler(context)
        if ('handle' in context) for (const handle of this.#batch) handle.cancel()
      }
    },
  },
)

export const swallowsWhatTimersThrow = fault(
  'exceptions.every-kind-of-callback-is-reported',
  'swallows-what-timers-throw',
  {
    says: 'reported of a timer is 0, not 1',
    loop: class extends VirtualEventLoop {
      protected override collectDueTimers(): void {
        const before = [...this.ready].length
        super.collectDueTimers()
        for (const handle of [...this.ready].slice(before)) {
          const { callback } = handle
          handle.callback = (...args: unknown[]) => {
            try {
              callback?.(...args)
            } catch (error) {
              if (isFatalError(error)) throw error
            }
          }
        }
      }
    },
  },
)

export const takesCancelledErrorsOfCallbacksForCancellation = fault(
  'exceptions.cancelled-error-of-a-callback-is-reported',
  'takes-cancelled-errors-of-callbacks-for-cancellation',
  {
    says: 'errors reported is 0, not 1',
    loop: class extends VirtualEventLoop {
      override callExceptionHandler(context: ExceptionContext): void {
        if (!isCancelledError(context.exception)) super.callExceptionHandler(context)
      }
    },
  },
)

export const asksWhetherTheErrorIsTruthy = fault(
  'exceptions.whatever-is-thrown-is-reported',
  'asks-whether-the-error-is-truthy',
  {
    says: 'errors reported is 0, not 1',
    loop: class extends VirtualEventLoop {
      override callExceptionHandler(context: ExceptionContext): void {
        if (!('handle' in context) || context.exception) super.callExceptionHandler(context)
      }
    },
    profiles: ['host'],
  },
)

export const doesNotSayWhichHandleFailed = fault(
  'exceptions.report-says-what-failed',
  'does-not-say-which-handle-failed',
  {
    says: '`handle` of the context',
    loop: class extends VirtualEventLoop {
      override callExceptionHandler(context: ExceptionContext): void {
        const entries = Object.entries(context).filter(([key]) => key !== 'handle')
        super.callExceptionHandler(Object.fromEntries(entries))
      }
    },
  },
)

/** Nothing else is hidden: all other checks run without a handler. */
export const takesNoExceptionHandler = fault(
  'exceptions.callback-error-is-reported',
  'takes-no-exception-handler',
  {
    says: 'does not support handlers',
    loop: class extends VirtualEventLoop {
      override setExceptionHandler(): void {
        throw new TypeError('This loop does not support handlers.')
      }
    },
  },
)
