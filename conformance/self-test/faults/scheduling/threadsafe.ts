import { VirtualEventLoop } from '../../../../reference/index.ts'
import { RuntimeError } from '../../../../spec/index.ts'
import type { Arguments, Scheduled } from '../../signatures.ts'
import { rearrange } from '../../rearrange.ts'
import { fault } from '../../fault.ts'

export const refusesThreadsafeCallsWhileItDoesNotRun = fault(
  'scheduling.threadsafe-is-legal-in-every-phase',
  'refuses-threadsafe-calls-while-it-does-not-run',
  {
    says: 'RuntimeError',
    loop: class extends VirtualEventLoop {
      override callSoonThreadsafe(...call: Arguments<'callSoonThreadsafe'>): Scheduled {
        if (!this.isRunning()) throw new RuntimeError('The event loop does not run.')
        return super.callSoonThreadsafe(...call)
      }
    },
  },
)

export const forgetsThreadsafeCallsAfterStop = fault(
  'scheduling.threadsafe-is-legal-in-every-phase',
  'forgets-threadsafe-calls-after-stop',
  {
    says: '"after stop()" never happened',
    loop: class extends VirtualEventLoop {
      override callSoonThreadsafe(...call: Arguments<'callSoonThreadsafe'>): Scheduled {
        const handle = super.callSoonThreadsafe(...call)
        if (this.stopping) handle.cancel()
        return handle
      }
    },
  },
)

export const servesTheLastThreadsafeCallFirst = fault(
  'scheduling.threadsafe-keeps-its-order',
  'serves-the-last-threadsafe-call-first',
  {
    says: /"[bc]" came before "a"/,
    loop: class extends VirtualEventLoop {
      override callSoonThreadsafe(...call: Arguments<'callSoonThreadsafe'>): Scheduled {
        const handle = super.callSoonThreadsafe(...call)
        rearrange(this.ready, (handles) => [handle, ...handles.slice(0, -1)])
        return handle
      }
    },
  },
)

/** Runs threadsafe calls before all others, like a loop that empties an inbox at the start of each turn. */
export const prefersThreadsafeCallbacks = fault(
  'scheduling.threadsafe-shares-the-queue',
  'prefers-threadsafe-callbacks',
  {
    says: '"b" came before "a"',
    loop: class extends VirtualEventLoop {
      #sent = 0

      override callSoonThreadsafe(...call: Arguments<'callSoonThreadsafe'>): Scheduled {
        const handle = super.callSoonThreadsafe(...call)
        const place = this.#sent++
        rearrange(this.ready, (handles) => [...handles.slice(0, place), handle, ...handles.slice(place, -1)])
        return handle
      }

      protected override iterate(): number {
        this.#sent = 0
        return super.iterate()
      }
    },
  },
)
