import { Future } from '../../../../reference/index.ts'
import type { DoneCallback } from '../../../../spec/index.ts'
import type { CallbackOptions } from '../../signatures.ts'
import { fault } from '../../fault.ts'

export const wakesTasksBeforeDoneCallbacks = fault(
  'future.waiters-are-served-in-one-order',
  'wakes-tasks-before-done-callbacks',
  {
    says: '"second task goes on" came before "callback of the future"',
    futures: class<T> extends Future<T> {
      readonly #tasks = new Set<unknown>()

      override addDoneCallback(callback: DoneCallback<this>, options?: CallbackOptions): void {
        // Only tasks give a context.
        if (options?.context !== undefined) this.#tasks.add(callback)
        super.addDoneCallback(callback, options)
      }

      protected override scheduleCallbacks(): void {
        this.callbacks?.sort(
          (a, b) => Number(this.#tasks.has(b.callback)) - Number(this.#tasks.has(a.callback)),
        )
        super.scheduleCallbacks()
      }
    },
  },
)

export const schedulesDoneCallbacksAnIterationLate = fault(
  'future.waiters-are-served-in-one-order',
  'schedules-done-callbacks-an-iteration-late',
  {
    says: '"scheduled after" came before "second task goes on"',
    futures: class<T> extends Future<T> {
      protected override scheduleCallbacks(): void {
        if (this.callbacks !== null)
          this.loop.callSoon(() => {
            super.scheduleCallbacks()
          })
      }

      override removeDoneCallback(callback: DoneCallback<this>): number {
        return this.done() ? 0 : super.removeDoneCallback(callback)
      }
    },
  },
)
