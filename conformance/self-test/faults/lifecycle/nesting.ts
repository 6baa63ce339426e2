import { ensureFuture, isFuture, setRunningLoop, VirtualEventLoop } from '../../../../reference/index.ts'
import { RuntimeError } from '../../../../spec/index.ts'
import type { Awaitable, Future } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

/** A second run joins the first. */
export const joinsTheRunInProgress = fault('lifecycle.same-loop-does-not-nest', 'joins-the-run-in-progress', {
  says: 'of the same loop did not throw',
  loop: class extends VirtualEventLoop {
    #run: Promise<void> | null = null

    override runForever(): Promise<void> {
      if (this.runInProgress !== null && this.#run !== null) return this.#run
      return (this.#run = super.runForever())
    }

    override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
      if (this.runInProgress === null || this.#run === null) return super.runUntilComplete(awaitable)
      return this.finishRun(this.#run, awaitable as Future<T>, () => undefined)
    }
  },
})

/** Refuses a run only if this loop is running, not if another one is. */
export const runsInsideAnotherLoop = fault('lifecycle.loops-do-not-nest', 'runs-inside-another-loop', {
  says: 'of another loop did not throw',
  loop: class extends VirtualEventLoop {
    protected override checkCanRun(): void {
      this.checkClosed()
      if (this.runInProgress !== null) throw new RuntimeError('already running')
    }
  },
})

/** Also cleans up after a run that was refused, as in CPython 3.13.0. */
export const cleansUpAfterARefusedRun = fault(
  'lifecycle.refused-run-changes-nothing',
  'cleans-up-after-a-refused-run',
  {
    says: /after each of four refusals|each of four runs/,
    loop: class extends VirtualEventLoop {
      override runForever(): Promise<void> {
        try {
          return super.runForever()
        } catch (error) {
          setRunningLoop(null)
          throw error
        }
      }
    },
  },
)

/** Makes the task before it checks its state, as in uvloop. */
export const makesATaskBeforeItRefuses = fault(
  'lifecycle.refused-run-leaves-the-coroutine-alone',
  'makes-a-task-before-it-refuses',
  {
    says: 'number of tasks after the refusal',
    loop: class extends VirtualEventLoop {
      override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
        this.checkClosed()
        return super.runUntilComplete(ensureFuture(awaitable, { loop: this }))
      }
    },
  },
)

/** There is nothing to run for a future that is done. So nothing is checked either. */
export const returnsTheResultOfADoneFutureAtOnce = fault(
  'lifecycle.run-of-a-done-future-is-refused',
  'returns-the-result-of-a-done-future-at-once',
  {
    says: 'did not throw',
    loop: class extends VirtualEventLoop {
      override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
        if (isFuture(awaitable) && awaitable.done() && awaitable.getLoop() === this)
          return Promise.resolve(awaitable).then((future) => future.result())
        return super.runUntilComplete(awaitable)
      }
    },
  },
)
