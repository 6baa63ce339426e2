import { isFatalError } from '../spec/errors.ts'
import type { EventLoop, ExceptionContext, ExceptionHandler } from '../spec/interfaces/index.ts'
import { describeValue } from './describe-value.ts'
import { logError } from './host.ts'
import type { SharedContext } from './shared-state.ts'

/** Logs the context: the message, the other keys in order, then the error itself. */
export function logExceptionContext(context: ExceptionContext): void {
  const { message = 'Unhandled exception in event loop', exception, ...others } = context
  const keys = Object.keys(others).sort()
  const lines = [message, ...keys.map((key) => `${key}: ${describeValue(others[key])}`)]
  logError(lines.join('\n'), ...(exception === undefined ? [] : [exception]))
}

/**
 * Calls the custom handler, else the default one. Whatever a handler throws is contained, but for the fatal pair: a
 * custom handler that fails is reported to the default one, and what fails there is logged.
 */
export function dispatchException(
  loop: EventLoop,
  handler: ExceptionHandler | null,
  context: ExceptionContext,
): void {
  if (handler === null) {
    guardDefaultHandler(loop, context, 'Exception in default exception handler')
    return
  }
  try {
    const own = contextOf(context)
    // A context that is entered already, and a handle that was refused for it, cannot be entered twice.
    if (own === null || own.entered) handler(loop, context)
    else own.run(() => handler(loop, context))
  } catch (exception) {
    if (isFatalError(exception)) throw exception
    guardDefaultHandler(
      loop,
      { message: 'Unhandled error in exception handler', exception, context },
      'Exception in default exception handler while handling an unexpected error in custom exception handler',
    )
  }
}

/** The context of the task, future or handle that failed, for those that have one. */
function contextOf(context: ExceptionContext): SharedContext | null {
  const failed = (context.task ?? context.future ?? context.handle) as
    { getContext?(): SharedContext } | undefined
  return typeof failed?.getContext === 'function' ? failed.getContext() : null
}

function guardDefaultHandler(loop: EventLoop, context: ExceptionContext, failure: string): void {
  try {
    loop.defaultExceptionHandler(context)
  } catch (exception) {
    if (isFatalError(exception)) throw exception
    logError(failure, exception)
  }
}
