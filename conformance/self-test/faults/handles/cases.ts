import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { ReferenceTimerHandle } from '../../../../reference/handle.ts'
import { TimerQueue } from '../../../../reference/timer-queue.ts'
import type { TimerHandle } from '../../../../spec/index.ts'
import type { Arguments, Scheduled } from '../../signatures.ts'
import { SpoiltHandles, SpoiltTimers } from '../support/spoilt-handles.ts'
import { fault } from '../../fault.ts'

type Timer = Pick<ReferenceTimerHandle, 'deadline' | 'scheduled' | 'callback' | 'cancel' | 'cancelled'>

/** Sweeping cancelled timers out of the queue takes those with the same deadline along. */
class SweepingByDeadline extends TimerQueue {
  readonly #pushed: ReferenceTimerHandle[] = []

  override push(handle: ReferenceTimerHandle): void {
    this.#pushed.push(handle)
    super.push(handle)
  }

  override noteCancelled(handle: ReferenceTimerHandle): void {
    const before = this.size
    super.noteCancelled(handle)
    if (this.size === before) return
    for (const other of this.#pushed)
      if (other.scheduled && other.deadline === handle.deadline) other.callback = () => undefined
  }
}

export const sweepsTimersByTheirDeadline = fault(
  'handles.cancelling-timers-keeps-the-others',
  'sweeps-timers-by-their-deadline',
  {
    says: 'timers that were lost',
    loop: class extends VirtualEventLoop {
      protected override readonly timers = new SweepingByDeadline()
    },
  },
)

export const cancelsTheFirstTimerWithThatDeadline = fault(
  'handles.cancelling-timers-keeps-the-others',
  'cancels-the-first-timer-with-that-deadline',
  {
    says: 'timers that were lost',
    loop: class extends SpoiltTimers {
      readonly #timers: Timer[] = []

      protected override change(given: TimerHandle): void {
        const handle = given as TimerHandle & Timer
        this.#timers.push(handle)
        const cancel = handle.cancel.bind(handle)
        handle.cancel = () => {
          const isDue = handle.deadline <= this.time()
          const first = isDue
            ? undefined
            : this.#timers.find((other) => other.scheduled && other.deadline === handle.deadline)
          if (first !== undefined && !first.cancelled()) first.callback = () => undefined
          cancel()
        }
      }
    },
  },
)

/** A handle that has run is used again for another call. */
export const usesHandlesAgain = fault('handles.cancel-is-always-legal', 'uses-handles-again', {
  says: 'waiting handles that say they are cancelled',
  loop: class extends SpoiltHandles {
    readonly #free: Scheduled[] = []

    protected override change(handle: Scheduled): void {
      const reused = this.#free.pop()
      if (reused !== undefined) reused.cancel = () => handle.cancel()
      const run = handle.run.bind(handle)
      handle.run = (loop) => {
        run(loop)
        this.#free.push(handle)
      }
    }
  },
})

export const forgetsTheContextOfWhatIsCancelled = fault(
  'handles.get-context-answers-the-context',
  'forgets-the-context-of-what-is-cancelled',
  {
    says: 'What getContext() returns is null',
    loop: class extends SpoiltHandles {
      protected override change(handle: Scheduled): void {
        const getContext = handle.getContext.bind(handle)
        handle.getContext = () => (handle.cancelled() ? (null as never) : getContext())
      }
    },
  },
)

export const takesTheDeadlineZeroForNow = fault(
  'handles.when-of-a-due-timer-is-its-deadline',
  'takes-the-deadline-zero-for-now',
  {
    says: 'when() is about 0',
    loop: class extends VirtualEventLoop {
      override callAt(...[when, ...rest]: Arguments<'callAt'>): TimerHandle {
        return super.callAt(when || this.time(), ...rest)
      }
    },
  },
)
