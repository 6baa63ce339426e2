import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { Awaitable, Coroutine, ExceptionHandler } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** To guard against recursion. */
export const dropsWhatIsReportedByItsHandler = fault(
  'exceptions.handler-is-called-at-once',
  'drops-what-is-reported-by-its-handler',
  {
    says: '"begins: second" never happened',
    loop: class extends VirtualEventLoop {
      #isCalling = false

      override callExceptionHandler(...call: Arguments<'callExceptionHandler'>): void {
        if (this.#isCalling) return
        this.#isCalling = true
        try {
          super.callExceptionHandler(...call)
        } finally {
          this.#isCalling = false
        }
      }
    },
  },
)

export const hasOneHandlerForAllLoops = fault(
  'exceptions.set-handler-takes-the-place',
  'has-one-handler-for-all-loops',
  {
    says: '"handler 0" never happened',
    loop: class OneForAll extends VirtualEventLoop {
      static #last: ExceptionHandler | null = null

      override setExceptionHandler(handler: ExceptionHandler | null): void {
        super.setExceptionHandler(handler)
        OneForAll.#last = handler
      }

      override callExceptionHandler(...call: Arguments<'callExceptionHandler'>): void {
        super.setExceptionHandler(OneForAll.#last)
        super.callExceptionHandler(...call)
      }
    },
  },
)

export const printsReportsAsJson = fault(
  'exceptions.default-handler-takes-any-context',
  'prints-reports-as-json',
  {
    says: 'defaultExceptionHandler() threw an error',
    loop: class extends VirtualEventLoop {
      override defaultExceptionHandler(...call: Arguments<'defaultExceptionHandler'>): void {
        const { future: _future, task: _task, handle: _handle, ...printed } = call[0]
        JSON.stringify(printed)
        super.defaultExceptionHandler(...call)
      }
    },
  },
)

export const reportsTheMessageOfATypeError = fault(
  'exceptions.every-kind-of-callback-is-reported',
  'reports-the-message-of-a-type-error',
  {
    says: 'the error is a TypeError',
    loop: class extends VirtualEventLoop {
      override callExceptionHandler(...[context]: Arguments<'callExceptionHandler'>): void {
        const { exception } = context
        const isTypeError = exception instanceof TypeError && exception.message === 'meant by the check'
        super.callExceptionHandler(isTypeError ? { ...context, exception: exception.message } : context)
      }
    },
  },
)

export const isRunningOnceItsHandlerWasCalled = fault(
  'exceptions.handler-is-called-at-once',
  'is-running-once-its-handler-was-called',
  {
    says: 'isRunning() in a handler called before a run',
    loop: class extends VirtualEventLoop {
      #stuck = false

      override isRunning(): boolean {
        return this.#stuck || super.isRunning()
      }

      override runForever(): Promise<void> {
        this.#stuck = false
        return super.runForever()
      }

      override runUntilComplete<T>(awaitable: Awaitable<T> | Coroutine<T>): Promise<T> {
        this.#stuck = false
        return super.runUntilComplete(awaitable)
      }

      override close(): void {
        this.#stuck = false
        super.close()
      }

      override callExceptionHandler(...call: Arguments<'callExceptionHandler'>): void {
        this.#stuck = true
        super.callExceptionHandler(...call)
      }
    },
  },
)
