/** Bases that keep errors from the default handler, or let what it throws out. */
import { isFatalError, VirtualEventLoop } from '../../../reference/index.ts'
import type { ExceptionContext } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { successorFault as fault } from './successor-fault.ts'

class ForgetsTheDefaultHandler extends VirtualEventLoop {
  override callExceptionHandler(context: ExceptionContext): void {
    if (this.getExceptionHandler() !== null) super.callExceptionHandler(context)
  }
}

class LetsItsErrorsOut extends VirtualEventLoop {
  override callExceptionHandler(context: ExceptionContext): void {
    const own = this.defaultExceptionHandler
    const errors: unknown[] = []
    this.defaultExceptionHandler = (told) => {
      try {
        own.call(this, told)
      } catch (error) {
        if (isFatalError(error)) throw error
        errors.push(error)
      }
    }
    try {
      super.callExceptionHandler(context)
    } finally {
      this.defaultExceptionHandler = own
    }
    if (errors.length > 0) throw errors[0]
  }
}

export const successorExceptionFaults: readonly Fault[] = [
  fault(
    'has-no-ear-without-a-handler',
    'default-handler-hears-what-is-left',
    /how often defaultExceptionHandler\(\) was called/,
    ForgetsTheDefaultHandler,
  ),
  fault(
    'fails-with-its-default-handler',
    'broken-default-handler-is-contained',
    /threw Error\("of the default handler/,
    LetsItsErrorsOut,
  ),
]
