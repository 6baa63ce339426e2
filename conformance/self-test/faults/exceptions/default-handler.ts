import { VirtualEventLoop } from '../../../../reference/index.ts'
import { isFatalError } from '../../../../spec/index.ts'
import type { ExceptionContext } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

/** Logs errors itself, and calls its default handler only if a handler throws. */
export const logsWithoutItsDefaultHandler = fault(
  'exceptions.default-handler-is-asked-without-another',
  'logs-without-its-default-handler',
  {
    says: '"default handler" never happened',
    loop: class extends VirtualEventLoop {
      override callExceptionHandler(context: ExceptionContext): void {
        if (this.exceptionHandler === null)
          VirtualEventLoop.prototype.defaultExceptionHandler.call(this, context)
        else super.callExceptionHandler(context)
      }
    },
    profiles: ['base-hooks'],
  },
)

export const forgetsTheErrorBeforeThatOfTheHandler = fault(
  'exceptions.default-handler-hears-of-a-broken-one',
  'forgets-the-error-before-that-of-the-handler',
  {
    says: '`detail` in `context`',
    loop: class extends VirtualEventLoop {
      override callExceptionHandler(context: ExceptionContext): void {
        const { exceptionHandler } = this
        if (exceptionHandler !== null)
          this.exceptionHandler = (loop, report) => {
            try {
              exceptionHandler(loop, report)
            } catch (exception) {
              if (isFatalError(exception)) throw exception
              this.defaultExceptionHandler({ message: 'The handler failed', exception })
            }
          }
        try {
          super.callExceptionHandler(context)
        } finally {
          this.exceptionHandler = exceptionHandler
        }
      }
    },
    profiles: ['base-hooks'],
  },
)

export const trustsItsDefaultHandler = fault(
  'exceptions.broken-default-handler-is-contained',
  'trusts-its-default-handler',
  {
    says: 'with a default handler that throws threw',
    loop: class extends VirtualEventLoop {
      override callExceptionHandler(context: ExceptionContext): void {
        if (this.exceptionHandler === null) this.defaultExceptionHandler(context)
        else super.callExceptionHandler(context)
      }
    },
    profiles: ['base-hooks'],
  },
)
