/** Loops that keep what will never be called again. */
import { VirtualEventLoop } from '../../../reference/index.ts'
import type { EventLoop, TimerHandle } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

type Scheduled = ReturnType<VirtualEventLoop['callSoon']>

/** For a log that nobody reads. */
class KeepsWhatHasRun extends VirtualEventLoop {
  readonly #log: Scheduled[] = []

  override callSoon(...call: Parameters<VirtualEventLoop['callSoon']>): Scheduled {
    const handle = super.callSoon(...call)
    this.#log.push(handle)
    return handle
  }
}

/** Leaves cancelled timers as they are until they are due. */
class KeepsCancelledTimers extends VirtualEventLoop {
  override callAt(...call: Parameters<EventLoop['callAt']>): TimerHandle {
    const [when, callback, args = [], options] = call
    let cancelled = false
    const unlessCancelled = (): void => {
      if (!cancelled) callback(...args)
    }
    const handle = super.callAt(when, unlessCancelled, [], options)
    const { getContext } = handle
    return {
      cancel: () => {
        cancelled = true
      },
      cancelled: () => cancelled,
      when: () => handle.when(),
      getContext: () => getContext.call(handle),
    }
  }
}

const fault = (name: string, loop: new () => EventLoop): Fault => ({
  name,
  clause: 'handles.what-is-over-is-released',
  observes: /to be collected/,
  adapter: faultyLoop(name, () => new loop(), { profiles: ['host', 'gc'] }),
})

export const handlesGcFaults: readonly Fault[] = [
  fault('keeps-a-log-of-its-callbacks', KeepsWhatHasRun),
  fault('keeps-cancelled-timers-until-they-are-due', KeepsCancelledTimers),
]
