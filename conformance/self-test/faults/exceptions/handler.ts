import { SocketTransport, SslTransport, VirtualEventLoop } from '../../../../reference/index.ts'
import { ReferenceContext } from '../../../../reference/context.ts'
import { isOsError } from '../../../../spec/index.ts'
import type { ExceptionContext, ExceptionHandler, TimerHandle } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'
import { acceptedAs } from '../support/servers.ts'
import { tlsProfiles, withTransports } from '../support/tls-loops.ts'

/** Calls the null that a cancelled timer has instead of its callback. */
export const reportsCancelledTimers = fault(
  'exceptions.handler-hears-only-errors',
  'reports-cancelled-timers',
  {
    alsoBreaks: { 'waiting.sleep-can-be-cancelled': 'The timer of a cancelled sleep is reported, too.' },
    says: 'null is not a function',
    loop: class extends VirtualEventLoop {
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
    },
  },
)

export const reportsAResetWhileBytesWait = fault(
  'exceptions.handler-hears-only-errors',
  'reports-a-reset-while-bytes-wait',
  {
    says: 'The exception handler received "The peer has vanished."',
    loop: acceptedAs(
      class extends SocketTransport {
        protected override forceClose(error: unknown): void {
          if (isOsError(error) && !this.lost && this.getWriteBufferSize() > 0)
            this.loop.callExceptionHandler({ message: 'The peer has vanished.', exception: error })
          super.forceClose(error)
        }
      },
    ),
    profiles: ['server'],
  },
)

export const reportsAResetOverTls = fault(
  'exceptions.handler-hears-only-errors',
  'reports-a-reset-over-tls',
  {
    says: 'The exception handler received "The peer has vanished."',
    loop: withTransports(
      class extends SslTransport {
        protected override forceClose(error: unknown): void {
          if (isOsError(error) && !this.lost)
            this.loop.callExceptionHandler({ message: 'The peer has vanished.', exception: error })
          super.forceClose(error)
        }
      },
    ),
    profiles: tlsProfiles,
  },
)

export const addsHandlersToThoseItHas = fault(
  'exceptions.set-handler-takes-the-place',
  'adds-handlers-to-those-it-has',
  {
    says: '"first" happened',
    loop: class extends VirtualEventLoop {
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
    },
  },
)

export const keepsItsHandlerForNull = fault(
  'exceptions.set-handler-takes-the-place',
  'keeps-its-handler-for-null',
  {
    says: '"handler" happened once',
    loop: class extends VirtualEventLoop {
      override setExceptionHandler(handler: ExceptionHandler | null): void {
        if (handler !== null) super.setExceptionHandler(handler)
      }
    },
  },
)

export const answersAWrappedHandler = fault(
  'exceptions.get-handler-answers-what-was-set',
  'answers-a-wrapped-handler',
  {
    says: 'getExceptionHandler() returns',
    loop: class extends VirtualEventLoop {
      override getExceptionHandler(): ExceptionHandler | null {
        const { exceptionHandler } = this
        return exceptionHandler && ((...call) => exceptionHandler(...call))
      }
    },
  },
)

export const takesAnythingForAHandler = fault(
  'exceptions.handler-must-be-a-function',
  'takes-anything-for-a-handler',
  {
    says: 'did not throw',
    loop: class extends VirtualEventLoop {
      override setExceptionHandler(handler: ExceptionHandler | null): void {
        this.exceptionHandler = handler
      }
    },
  },
)

export const passesOnOnlyKeysThatItKnows = fault(
  'exceptions.context-is-passed-on',
  'passes-on-only-keys-that-it-knows',
  {
    says: 'under a key of the library is undefined',
    loop: class extends VirtualEventLoop {
      override callExceptionHandler(context: ExceptionContext): void {
        const known = ['message', 'exception', 'future', 'task', 'handle']
        const entries = Object.entries(context).filter(([key]) => known.includes(key))
        super.callExceptionHandler(Object.fromEntries(entries))
      }
    },
  },
)

/** Schedules what a library reports instead of calling the handler at once. */
export const schedulesWhatLibrariesReport = fault(
  'exceptions.handler-is-called-at-once',
  'schedules-what-libraries-report',
  {
    says: '[0, 1, 2], not',
    loop: class extends VirtualEventLoop {
      override callExceptionHandler(context: ExceptionContext): void {
        if (context.message !== 'of a library') super.callExceptionHandler(context)
        else this.callSoon(() => super.callExceptionHandler(context))
      }
    },
  },
)

export const asksTheHandlerFromItsDefaultHandler = fault(
  'exceptions.handler-can-pass-the-context-on',
  'asks-the-handler-from-its-default-handler',
  {
    says: '"handler" happened',
    loop: class extends VirtualEventLoop {
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
    },
  },
)

export const logsTheNameOfEveryException = fault(
  'exceptions.default-handler-takes-any-context',
  'logs-the-name-of-every-exception',
  {
    says: 'with context 3 threw',
    loop: class extends VirtualEventLoop {
      override defaultExceptionHandler(context: ExceptionContext): void {
        const name = 'exception' in context ? (context.exception as Error).name : 'no error'
        super.defaultExceptionHandler({ ...context, name })
      }
    },
  },
)

export const trustsTheHandler = fault('exceptions.broken-handler-is-contained', 'trusts-the-handler', {
  says: 'with a handler that throws threw',
  loop: class extends VirtualEventLoop {
    override callExceptionHandler(context: ExceptionContext): void {
      if (this.exceptionHandler === null) super.callExceptionHandler(context)
      else this.exceptionHandler(this, context)
    }
  },
})

export const runsTheHandlerInAFreshContext = fault(
  'exceptions.handler-runs-in-the-context-of-the-failure',
  'runs-the-handler-in-a-fresh-context',
  {
    says: 'what the handler saw in the variable',
    loop: class extends VirtualEventLoop {
      override callExceptionHandler(context: ExceptionContext): void {
        const { exceptionHandler } = this
        if (exceptionHandler === null) {
          super.callExceptionHandler(context)
          return
        }
        this.exceptionHandler = (loop, report) =>
          new ReferenceContext().run(() => exceptionHandler(loop, report))
        try {
          super.callExceptionHandler(context)
        } finally {
          this.exceptionHandler = exceptionHandler
        }
      }
    },
  },
)
