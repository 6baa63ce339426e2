import { ReferenceContext } from '../../../reference/context.ts'
import { VirtualEventLoop } from '../../../reference/index.ts'
import { isCancelledError, isFatalError } from '../../../spec/index.ts'
import type { EventLoop, ExceptionContext, ExceptionHandler, TimerHandle } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

class Swallowing extends VirtualEventLoop {
  override callExceptionHandler(): void {
    // What nobody hears of is lost.
  }
}

class ReportsOnce extends VirtualEventLoop {
  readonly #reported = new Set<unknown>()

  override callExceptionHandler(context: ExceptionContext): void {
    const { exception } = context
    if (exception !== undefined && this.#reported.has(exception)) return
    this.#reported.add(exception)
    super.callExceptionHandler(context)
  }
}

/** Guards the batch as a whole. */
class DropsTheBatch extends VirtualEventLoop {
  #batch: { cancel(): void }[] = []

  protected override iterate(): number {
    this.#batch = [...this.ready]
    return super.iterate()
  }

  override callExceptionHandler(context: ExceptionContext): void {
    super.callExceptionHandler(context)
    if ('handle' in context) for (const handle of this.#batch) handle.cancel()
  }
}

class UnguardedTimers extends VirtualEventLoop {
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
}

class IgnoresCancellation extends VirtualEventLoop {
  override callExceptionHandler(context: ExceptionContext): void {
    if (!isCancelledError(context.exception)) super.callExceptionHandler(context)
  }
}

class BelievesInTruth extends VirtualEventLoop {
  override callExceptionHandler(context: ExceptionContext): void {
    if (!('handle' in context) || context.exception) super.callExceptionHandler(context)
  }
}

class NamelessReports extends VirtualEventLoop {
  override callExceptionHandler(context: ExceptionContext): void {
    const entries = Object.entries(context).filter(([key]) => key !== 'handle')
    super.callExceptionHandler(Object.fromEntries(entries))
  }
}

/** Calls what a cancelled timer has left of its callback. */
class CallsNull extends VirtualEventLoop {
  override timerHandleCancelled(handle: TimerHandle): void {
    super.timerHandleCancelled(handle)
    if (!this.closed)
      this.callSoon(() => {
        this.callExceptionHandler({
          message: 'A timer failed',
          exception: new TypeError('null is not a function'),
        })
      })
  }
}

class AddsHandlers extends VirtualEventLoop {
  readonly #handlers: ExceptionHandler[] = []

  override setExceptionHandler(handler: ExceptionHandler | null): void {
    super.setExceptionHandler(handler)
    if (handler === null) this.#handlers.length = 0
    else this.#handlers.push(handler)
  }

  override callExceptionHandler(context: ExceptionContext): void {
    for (const handler of this.#handlers.slice(0, -1)) handler(this, context)
    super.callExceptionHandler(context)
  }
}

class KeepsTheHandlerForNull extends VirtualEventLoop {
  override setExceptionHandler(handler: ExceptionHandler | null): void {
    if (handler !== null) super.setExceptionHandler(handler)
  }
}

class WrapsTheHandler extends VirtualEventLoop {
  override getExceptionHandler(): ExceptionHandler | null {
    const { exceptionHandler } = this
    return exceptionHandler && ((...call) => exceptionHandler(...call))
  }
}

class TakesAnyHandler extends VirtualEventLoop {
  override setExceptionHandler(handler: ExceptionHandler | null): void {
    this.exceptionHandler = handler
  }
}

class KnownKeys extends VirtualEventLoop {
  override callExceptionHandler(context: ExceptionContext): void {
    const known = ['message', 'exception', 'future', 'task', 'handle']
    const entries = Object.entries(context).filter(([key]) => known.includes(key))
    super.callExceptionHandler(Object.fromEntries(entries))
  }
}

/** What a library reports waits for its turn. */
class SchedulesReports extends VirtualEventLoop {
  override callExceptionHandler(context: ExceptionContext): void {
    if (context.message !== 'of a library') super.callExceptionHandler(context)
    else this.callSoon(() => super.callExceptionHandler(context))
  }
}

class AsksTheHandlerFirst extends VirtualEventLoop {
  #isReporting = false

  override callExceptionHandler(context: ExceptionContext): void {
    this.#isReporting = true
    super.callExceptionHandler(context)
    this.#isReporting = false
  }

  override defaultExceptionHandler(context: ExceptionContext): void {
    const isBroken = 'context' in context
    if (this.exceptionHandler === null || isBroken || !this.#isReporting)
      super.defaultExceptionHandler(context)
    else this.exceptionHandler(this, context)
  }
}

/** Logs by itself, and asks its default handler only about what a handler has thrown. */
class LogsByItself extends VirtualEventLoop {
  override callExceptionHandler(context: ExceptionContext): void {
    if (this.exceptionHandler === null) VirtualEventLoop.prototype.defaultExceptionHandler.call(this, context)
    else super.callExceptionHandler(context)
  }
}

class ForgetsTheFirstError extends VirtualEventLoop {
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
}

class TrustsTheDefaultHandler extends VirtualEventLoop {
  override callExceptionHandler(context: ExceptionContext): void {
    if (this.exceptionHandler === null) this.defaultExceptionHandler(context)
    else super.callExceptionHandler(context)
  }
}

class LogsTheName extends VirtualEventLoop {
  override defaultExceptionHandler(context: ExceptionContext): void {
    const name = 'exception' in context ? (context.exception as Error).name : 'no error'
    super.defaultExceptionHandler({ ...context, name })
  }
}

class TrustsTheHandler extends VirtualEventLoop {
  override callExceptionHandler(context: ExceptionContext): void {
    if (this.exceptionHandler === null) super.callExceptionHandler(context)
    else this.exceptionHandler(this, context)
  }
}

class ReportsTheFatalPair extends VirtualEventLoop {
  protected override iterate(): number {
    try {
      return super.iterate()
    } catch (exception) {
      this.callExceptionHandler({ message: 'The run ends', exception })
      throw exception
    }
  }
}

class ContainsEverything extends VirtualEventLoop {
  override callExceptionHandler(context: ExceptionContext): void {
    try {
      super.callExceptionHandler(context)
    } catch {
      // Whatever it was, it was in a handler.
    }
  }
}

class FreshContext extends VirtualEventLoop {
  override callExceptionHandler(context: ExceptionContext): void {
    const { exceptionHandler } = this
    if (exceptionHandler === null) {
      super.callExceptionHandler(context)
      return
    }
    this.exceptionHandler = (loop, report) => new ReferenceContext().run(() => exceptionHandler(loop, report))
    try {
      super.callExceptionHandler(context)
    } finally {
      this.exceptionHandler = exceptionHandler
    }
  }
}

const fault = (
  name: string,
  clause: string,
  observes: RegExp,
  loop: new () => EventLoop,
  rest: Parameters<typeof faultyLoop>[2] = {},
): Fault => ({
  name,
  clause: `exceptions.${clause}` as Fault['clause'],
  observes,
  adapter: faultyLoop(name, () => new loop(), rest),
})

export const exceptionsFaults: readonly Fault[] = [
  fault(
    'swallows-what-callbacks-throw',
    'callback-error-is-reported',
    /calls of the exception handler: 1\n0/,
    Swallowing,
  ),
  fault(
    'reports-an-error-only-once',
    'callback-error-is-reported',
    /calls of the exception handler: 2\n1/,
    ReportsOnce,
  ),
  fault(
    'drops-the-rest-of-the-batch-after-an-error',
    'failing-callback-leaves-the-others',
    /"after" never happened/,
    DropsTheBatch,
  ),
  fault(
    'swallows-what-timers-throw',
    'every-kind-of-callback-is-reported',
    /reported of a timer: 1\n0/,
    UnguardedTimers,
  ),
  fault(
    'takes-cancelled-errors-of-callbacks-for-cancellation',
    'cancelled-error-of-a-callback-is-reported',
    /errors reported: 1\n0/,
    IgnoresCancellation,
  ),
  fault(
    'asks-whether-the-error-is-truthy',
    'whatever-is-thrown-is-reported',
    /errors reported: 1\n0/,
    BelievesInTruth,
    {
      profiles: ['host'],
    },
  ),
  fault(
    'does-not-say-which-handle-failed',
    'report-says-what-failed',
    /`handle` of the context/,
    NamelessReports,
  ),
  fault('reports-cancelled-timers', 'handler-hears-only-errors', /null is not a function/, CallsNull),
  fault('adds-handlers-to-those-it-has', 'set-handler-takes-the-place', /"first" happened/, AddsHandlers),
  fault(
    'keeps-its-handler-for-null',
    'set-handler-takes-the-place',
    /"handler" happened once/,
    KeepsTheHandlerForNull,
  ),
  fault(
    'answers-a-wrapped-handler',
    'get-handler-answers-what-was-set',
    /getExceptionHandler\(\) answers/,
    WrapsTheHandler,
  ),
  fault('takes-anything-for-a-handler', 'handler-must-be-a-function', /threw nothing/, TakesAnyHandler),
  fault('passes-on-only-keys-that-it-knows', 'context-is-passed-on', /keys of the context/, KnownKeys),
  fault('schedules-what-libraries-report', 'handler-is-called-at-once', /\[0, 1, 2\], not/, SchedulesReports),
  fault(
    'asks-the-handler-from-its-default-handler',
    'handler-can-pass-the-context-on',
    /"handler" happened/,
    AsksTheHandlerFirst,
  ),
  fault(
    'logs-without-its-default-handler',
    'default-handler-is-asked-without-another',
    /"default handler" happened/,
    LogsByItself,
    { profiles: ['base-hooks'] },
  ),
  fault(
    'forgets-the-error-before-that-of-the-handler',
    'default-handler-hears-of-a-broken-one',
    /`detail` in `context`/,
    ForgetsTheFirstError,
    { profiles: ['base-hooks'] },
  ),
  fault(
    'trusts-its-default-handler',
    'broken-default-handler-is-contained',
    /with a default handler that throws threw/,
    TrustsTheDefaultHandler,
    { profiles: ['base-hooks'] },
  ),
  fault(
    'logs-the-name-of-every-exception',
    'default-handler-takes-any-context',
    /with context 3 threw/,
    LogsTheName,
  ),
  fault(
    'trusts-the-handler',
    'broken-handler-is-contained',
    /with a handler that throws threw/,
    TrustsTheHandler,
  ),
  fault(
    'reports-the-fatal-pair-too',
    'fatal-error-is-not-reported',
    /errors that the handler heard of/,
    ReportsTheFatalPair,
  ),
  fault(
    'contains-fatal-errors-of-the-handler',
    'fatal-error-of-the-handler-escapes',
    /threw nothing/,
    ContainsEverything,
  ),
  fault(
    'runs-the-handler-in-a-fresh-context',
    'handler-runs-in-the-context-of-the-failure',
    /what the handler saw in the variable/,
    FreshContext,
  ),
]
