import { Future } from '../../../../reference/index.ts'
import type { DoneCallback } from '../../../../spec/index.ts'
import type { CallbackOptions } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** The first callback has a place of its own. When it is removed, the next one that is added takes that place. */
export const fillsThePlaceOfTheFirstCallback = fault(
  'future.callbacks-run-in-order',
  'fills-the-place-of-the-first-callback',
  {
    says: '"later a" came before',
    futures: class<T> extends Future<T> {
      #isFree = false

      override addDoneCallback(callback: DoneCallback<this>, options?: CallbackOptions): void {
        super.addDoneCallback(callback, options)
        if (!this.#isFree || this.callbacks === null) return
        this.#isFree = false
        this.callbacks = [...this.callbacks.slice(-1), ...this.callbacks.slice(0, -1)]
      }

      override removeDoneCallback(callback: DoneCallback<this>): number {
        if (this.callbacks?.[0]?.callback === callback) this.#isFree = true
        return super.removeDoneCallback(callback)
      }
    },
  },
)

export const removesACallbackAtMost16Times = fault(
  'future.callback-can-be-removed',
  'removes-a-callback-at-most-16-times',
  {
    says: '17 times',
    futures: class<T> extends Future<T> {
      override removeDoneCallback(callback: DoneCallback<this>): number {
        const same = this.callbacks?.filter((one) => one.callback === callback) ?? []
        const kept = same.slice(16)
        const removed = super.removeDoneCallback(callback)
        if (kept.length > 0) this.callbacks = [...(this.callbacks ?? []), ...kept]
        return removed - kept.length
      }
    },
  },
)
