import { CancelledError, isCancelledError, sleep } from '../../../../reference/index.ts'
import { fault } from '../../fault.ts'

export const throwsACancellationOfItsOwn = fault(
  'waiting.cancellation-keeps-its-message',
  'throws-a-cancellation-of-its-own',
  {
    says: 'the args of the CancelledError',
    api: {
      *sleep<T>(delayMs: number, result?: T) {
        try {
          return yield* sleep(delayMs, result as T)
        } catch (error) {
          throw isCancelledError(error) ? new CancelledError() : error
        }
      },
    },
  },
)
