import { isFatalError } from '../spec/errors.ts'
import type { EventLoop, ExceptionContext, ExceptionHandler } from '../spec/interfaces/index.ts'
import { describeValue } from './describe-value.ts'
import { logError } from './host.ts'
import type { SharedContext } from './shared-state.ts'

/** Logs the context: the message, the other keys in alphabetical order, then the error itself. */
export function logExceptionContext(context: ExceptionContext): void {
  const { message = 'Unhandled exception in the event loop', exception, ...others } = context
  const keys = Object.keys(others).sort()
  const lines = [message, ...keys.map((key) => `${key}: ${describeValue(others[key])}`)]
  logError(lines.join('\n'), ...(exception === undefined ? [] : [exception]))
}

/**
 * Calls the custom handler, or else the default handler. If the custom handler throws, the default handler gets its error; if
 * the default handler throws, its error is logged. Only the fatal pair escapes.
 */
export function dispatchException(
  loop: EventLoop,
  handler: ExceptionHandler | null,
  context: ExceptionContext,
): void {
  if (handler === null) {
    guardDefaultHandler(loop, context, 'The default exception handler threw')
    return
  }
  try {
    const own = contextOf(context)
    // A context that is entered already cannot be entered again; a handle may have been refused for that reason.
    if (own === null || own.entered) handler(loop, context)
    else own.run(() => handler(loop, context))
  } catch (exception) {
    if (isFatalError(exception)) throw exception
    guardDefaultHandler(
      loop,
      { message: 'Unhandled error in the exception handler', exception, context },
      'The default exception handler threw while it handled an error of the custom exception handler',
    )
  }
}

/** The context of the task, future or handle that failed, or null if it has none. */
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
