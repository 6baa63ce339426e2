import { NodeEventLoop } from '../../../../reference/node.ts'
import type { TimerHandle } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** Checks for work again and again instead of sleeping. */
export const pollsInsteadOfSleeping = fault('scheduling.waiting-loop-sleeps', 'polls-instead-of-sleeping', {
  says: /the loop slept for \d of 20 ms/,
  loop: class extends NodeEventLoop {
    override select(): void {
      super.select(0)
    }
  },
  profiles: ['timers-real'],
})

/** Never reads its wake-up pipe: after the first write, the pipe stays readable. */
export const neverReadsItsPipe = fault('scheduling.waiting-loop-sleeps', 'never-reads-its-pipe', {
  says: /the loop slept for \d of 20 ms/,
  loop: class extends NodeEventLoop {
    #isReadable = false

    override callSoonThreadsafe(
      ...call: Arguments<'callSoonThreadsafe'>
    ): ReturnType<NodeEventLoop['callSoonThreadsafe']> {
      this.#isReadable = true
      return super.callSoonThreadsafe(...call)
    }

    override select(timeoutMs: number | null): void {
      super.select(this.#isReadable ? 0 : timeoutMs)
    }
  },
  profiles: ['timers-real'],
})

/** Computes its sleep from the nearest deadline, also if that timer was cancelled, and so spins once it has passed. */
export const spinsForACancelledTimer = fault(
  'scheduling.waiting-loop-sleeps',
  'spins-for-a-cancelled-timer',
  {
    says: /the loop slept for \d of 20 ms/,
    loop: class extends NodeEventLoop {
      #cancelled = Infinity

      override timerHandleCancelled(handle: TimerHandle): void {
        super.timerHandleCancelled(handle)
        this.#cancelled = Math.min(this.#cancelled, handle.when())
      }

      override select(timeoutMs: number | null): void {
        const left = Math.max(0, this.#cancelled - this.time())
        super.select(timeoutMs === null ? null : Math.min(timeoutMs, left))
      }
    },
    profiles: ['timers-real'],
  },
)
