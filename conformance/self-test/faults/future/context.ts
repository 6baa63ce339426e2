import { Future } from '../../../../reference/index.ts'
import type { Context, DoneCallback } from '../../../../spec/index.ts'
import type { CallbackOptions } from '../../signatures.ts'
import { fault } from '../../fault.ts'

export const runsDoneCallbacksInTheContextOfTheSettler = fault(
  'future.callback-keeps-its-context',
  'runs-done-callbacks-in-the-context-of-the-settler',
  {
    says: "what the callbacks find in the variable: ['adding', 'written by early']",
    futures: class<T> extends Future<T> {
      override addDoneCallback(callback: DoneCallback<this>, options?: CallbackOptions): void {
        super.addDoneCallback(callback, options)
        const registration = this.callbacks?.at(-1) as { context?: Context | undefined } | undefined
        if (registration !== undefined && options?.context === undefined) registration.context = undefined
      }
    },
  },
)

export const copiesTheContextGivenWithALateDoneCallback = fault(
  'future.callback-keeps-its-context',
  'copies-the-context-given-with-a-late-done-callback',
  {
    says: "what the context holds afterwards is 'written by late'",
    futures: class<T> extends Future<T> {
      override addDoneCallback(callback: DoneCallback<this>, options?: CallbackOptions): void {
        const copied =
          this.done() && options?.context !== undefined ? { context: options.context.copy() } : options
        super.addDoneCallback(callback, copied)
      }
    },
  },
)
