import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { Awaitable } from '../../../../spec/index.ts'
import { rearrange } from '../../rearrange.ts'
import { fault } from '../../fault.ts'

export const forgetsStopBeforeTheFourthRun = fault(
  'lifecycle.stop-before-a-run-ends-it',
  'forgets-stop-before-the-fourth-run',
  {
    says: 'the end of a run that was stopped before it began',
    loop: class extends VirtualEventLoop {
      #runs = 0

      override runForever(): Promise<void> {
        if (++this.#runs >= 4) this.stopping = false
        return super.runForever()
      }
    },
  },
)

export const givesNullForAFalsyResultOfARun = fault(
  'lifecycle.run-until-complete-gives-the-result',
  'gives-null-for-a-falsy-result-of-a-run',
  {
    says: 'The result of the run is null',
    loop: class extends VirtualEventLoop {
      override async runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
        return (await super.runUntilComplete(awaitable)) || (null as T)
      }
    },
  },
)

export const losesDueTimersAfterAFatalError = fault(
  'lifecycle.fatal-error-loses-nothing',
  'loses-due-timers-after-a-fatal-error',
  {
    says: 'never happened',
    loop: class extends VirtualEventLoop {
      protected override iterate(): number {
        try {
          return super.iterate()
        } catch (fatal) {
          rearrange(this.ready, (handles) => handles.filter((handle) => !('deadline' in handle)))
          throw fatal
        }
      }
    },
  },
)
