import { Future, Task, VirtualEventLoop } from '../../../../reference/index.ts'
import type { SettableFuture } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

class ForgetsItsException<T> extends Future<T> {
  override exception(): unknown {
    const { unretrieved } = this
    this.unretrieved = null
    const exception = super.exception()
    this.unretrieved = unretrieved
    return exception
  }
}

export const saysNothingOfTheExceptionOfALostTask = fault(
  'future.unretrieved-exception-reaches-the-handler',
  'says-nothing-of-the-exception-of-a-lost-task',
  {
    says: 'exception that was not retrieved',
    tasks: class<T> extends Task<T> {
      protected override settle(...given: Parameters<Task<T>['settle']>): void {
        super.settle(...given)
        if (this.unretrieved !== null) this.unretrieved.noteRetrieval()
      }
    },
    profiles: ['host', 'gc'],
  },
)

export const reportsAnExceptionThatWasAskedFor = fault(
  'future.unretrieved-exception-reaches-the-handler',
  'reports-an-exception-that-was-asked-for',
  {
    says: 'an exception that was retrieved',
    loop: class extends VirtualEventLoop {
      override createFuture<T = unknown>(): SettableFuture<T> {
        return new ForgetsItsException<T>({ loop: this })
      }
    },
    profiles: ['host', 'gc'],
  },
)

export const keepsEveryFutureItHasMade = fault(
  'future.pending-future-is-released',
  'keeps-every-future-it-has-made',
  {
    says: 'to be collected',
    loop: class extends VirtualEventLoop {
      readonly #made: unknown[] = []

      override createFuture<T = unknown>(): SettableFuture<T> {
        const future = super.createFuture<T>()
        this.#made.push(future)
        return future
      }
    },
    profiles: ['host', 'gc'],
  },
)
