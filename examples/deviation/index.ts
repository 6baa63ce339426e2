import { defineAdapter } from 'loop-conformance'
import { VirtualEventLoop } from 'loop-conformance/reference'
import { ValueError, type EventLoop, type TimerHandle } from 'loop-conformance/spec'

/** Refuses delays below zero, which are mistakes in most programs. */
class StrictLoop extends VirtualEventLoop {
  override callLater(...[delayMs, ...rest]: Parameters<EventLoop['callLater']>): TimerHandle {
    if (delayMs < 0) throw new ValueError(`Expected a delay of zero or more. Found ${String(delayMs)}.`)
    return super.callLater(delayMs, ...rest)
  }
}

export default defineAdapter({
  name: 'strict',
  newEventLoop: () => new StrictLoop(),
  deviations: [
    {
      clause: 'timers.passed-deadline-is-due',
      reason: 'A negative delay is a mistake, and the caller gets an error.',
      issue: 'https://github.com/you/strict/issues/1',
    },
    {
      clause: 'waiting.timeout-below-zero-is-over',
      reason: 'It follows from the first: wait() sets a timer with what is left of the time.',
    },
  ],
})
