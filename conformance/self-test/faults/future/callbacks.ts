import { Future, peekRunningLoop } from '../../../../reference/index.ts'
import { isFatalError } from '../../../../spec/index.ts'
import type { Context, DoneCallback } from '../../../../spec/index.ts'
import type { CallbackOptions } from '../../signatures.ts'
import { fault } from '../../fault.ts'

export const runsDoneCallbacksInReverse = fault(
  'future.callbacks-run-in-order',
  'runs-done-callbacks-in-reverse',
  {
    says: '"b" came before "a"',
    futures: class<T> extends Future<T> {
      protected override scheduleCallbacks(): void {
        this.callbacks?.reverse()
        super.scheduleCallbacks()
      }
    },
  },
)

export const keepsTheOrderOfEightCallbacks = fault(
  'future.callbacks-run-in-order',
  'keeps-the-order-of-eight-callbacks',
  {
    says: /^10 callbacks$/m,
    futures: class<T> extends Future<T> {
      protected override scheduleCallbacks(): void {
        const further = this.callbacks?.splice(8) ?? []
        this.callbacks?.push(...further.reverse())
        super.scheduleCallbacks()
      }
    },
  },
)

/** Calls done callbacks at once, like listeners. Callbacks of tasks, which have a context, are scheduled. */
export const runsDoneCallbacksInsideSetResult = fault(
  'future.callbacks-never-run-inline',
  'runs-done-callbacks-inside-set-result',
  {
    says: '"done callback, settled inside" came before "settled inside"',
    futures: class<T> extends Future<T> {
      readonly #tasks = new Set<unknown>()

      override addDoneCallback(callback: DoneCallback<this>, options?: CallbackOptions): void {
        if (options?.context !== undefined) this.#tasks.add(callback)
        super.addDoneCallback(callback, options)
      }

      protected override scheduleCallbacks(): void {
        const inline = peekRunningLoop() === null ? [] : (this.callbacks ?? [])
        if (inline.length > 0) this.callbacks = inline.filter(({ callback }) => this.#tasks.has(callback))
        super.scheduleCallbacks()
        for (const { callback } of inline) if (!this.#tasks.has(callback)) callback(this as never)
      }
    },
  },
)

export const runsALateDoneCallbackInline = fault(
  'future.callbacks-never-run-inline',
  'runs-a-late-done-callback-inline',
  {
    says: '"done callback, added outside" came before "added outside"',
    futures: class<T> extends Future<T> {
      override addDoneCallback(callback: DoneCallback<this>, options?: CallbackOptions): void {
        if (this.done()) callback(this)
        else super.addDoneCallback(callback, options)
      }
    },
  },
)

export const givesTheResultToDoneCallbacksToo = fault(
  'future.callbacks-get-the-future',
  'gives-the-result-to-done-callbacks-too',
  {
    says: 'the arguments of a done callback',
    futures: class<T> extends Future<T> {
      override addDoneCallback(callback: DoneCallback<this>, options?: CallbackOptions): void {
        if (this.state === 'finished') this.loop.callSoon(callback, [this, this.value], options)
        else super.addDoneCallback(callback, options)
      }
    },
  },
)

export const letsLateDoneCallbacksWaitAnIterationLonger = fault(
  'future.callback-of-a-done-future-is-scheduled',
  'lets-late-done-callbacks-wait-an-iteration-longer',
  {
    says: '"after" came before "done callback"',
    futures: class<T> extends Future<T> {
      override addDoneCallback(callback: DoneCallback<this>, options?: CallbackOptions): void {
        if (this.done()) this.loop.callSoon(() => this.loop.callSoon(callback, [this], options))
        else super.addDoneCallback(callback, options)
      }
    },
  },
)

export const keepsDoneCallbacksInASet = fault(
  'future.callback-added-twice-runs-twice',
  'keeps-done-callbacks-in-a-set',
  {
    says: '"twice" happened once',
    futures: class<T> extends Future<T> {
      override addDoneCallback(callback: DoneCallback<this>, options?: CallbackOptions): void {
        if (this.callbacks?.some((known) => known.callback === callback) !== true)
          super.addDoneCallback(callback, options)
      }
    },
  },
)

export const removesOnlyTheFirstRegistration = fault(
  'future.callback-can-be-removed',
  'removes-only-the-first-registration',
  {
    says: 'the results of removeDoneCallback()',
    futures: class<T> extends Future<T> {
      override removeDoneCallback(callback: DoneCallback<this>): number {
        const index = this.callbacks?.findIndex((known) => known.callback === callback) ?? -1
        if (index >= 0) this.callbacks?.splice(index, 1)
        return index >= 0 ? 1 : 0
      }
    },
  },
)

export const doesNotCountWhatItRemoves = fault(
  'future.callback-can-be-removed',
  'does-not-count-what-it-removes',
  {
    says: 'the results of removeDoneCallback()',
    futures: class<T> extends Future<T> {
      override removeDoneCallback(callback: DoneCallback<this>): number {
        return Math.min(1, super.removeDoneCallback(callback))
      }
    },
  },
)

/** Schedules one callback for the whole future. It reads the list of done callbacks when it runs. */
export const letsScheduledDoneCallbacksBeRemoved = fault(
  'future.scheduled-callback-cannot-be-removed',
  'lets-scheduled-done-callbacks-be-removed',
  {
    says: 'removeDoneCallback() on a done future',
    futures: class<T> extends Future<T> {
      protected override scheduleCallbacks(): void {
        if (this.callbacks === null) return
        this.loop.callSoon(() => {
          try {
            for (let first = this.callbacks?.shift(); first !== undefined; first = this.callbacks?.shift())
              this.callOne(first.callback, first.context)
          } catch (fatal) {
            this.scheduleCallbacks()
            throw fatal
          }
        })
      }

      protected callOne(callback: DoneCallback<never>, context: Context): void {
        try {
          context.run(() => {
            callback(this as never)
          })
        } catch (exception) {
          if (isFatalError(exception)) throw exception
          this.loop.callExceptionHandler({ message: 'Error in a done callback', exception })
        }
      }
    },
  },
)

export const stopsAtTheFirstDoneCallbackThatThrows = fault(
  'future.callback-error-spares-the-others',
  'stops-at-the-first-done-callback-that-throws',
  {
    says: '"second" never happened',
    futures: class<T> extends Future<T> {
      protected override scheduleCallbacks(): void {
        const registrations = this.callbacks
        this.callbacks = null
        if (registrations === null) return
        this.loop.callSoon(() => {
          for (const { callback, context } of registrations)
            context.run(() => {
              callback(this as never)
            })
        })
      }
    },
  },
)
