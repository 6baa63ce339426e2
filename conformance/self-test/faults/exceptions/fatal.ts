import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { ExceptionContext } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const reportsTheFatalPairToo = fault(
  'exceptions.fatal-error-is-not-reported',
  'reports-the-fatal-pair-too',
  {
    says: 'errors that the handler received',
    loop: class extends VirtualEventLoop {
      protected override iterate(): number {
        try {
          return super.iterate()
        } catch (exception) {
          this.callExceptionHandler({ message: 'The run ends', exception })
          throw exception
        }
      }
    },
  },
)

export const containsFatalErrorsOfTheHandler = fault(
  'exceptions.fatal-error-of-the-handler-escapes',
  'contains-fatal-errors-of-the-handler',
  {
    says: 'did not throw',
    loop: class extends VirtualEventLoop {
      override callExceptionHandler(context: ExceptionContext): void {
        try {
          super.callExceptionHandler(context)
        } catch {
          // Contains fatal errors of the handler too.
        }
      }
    },
  },
)
