import { defineAdapter } from 'loop-conformance'
import { NodeEventLoop } from 'loop-conformance/reference/node'
import type { EventLoop, TimerHandle } from 'loop-conformance/spec'

const slotMs = 10

/** Rounds timers up to slots of 10 ms, as a timer wheel does. */
class SlottedLoop extends NodeEventLoop {
  override callAt(...[whenMs, ...rest]: Parameters<EventLoop['callAt']>): TimerHandle {
    const slot = typeof whenMs === 'number' ? Math.ceil(whenMs / slotMs) * slotMs : whenMs
    return super.callAt(slot, ...rest)
  }
}

export default defineAdapter({
  name: 'slotted',
  newEventLoop: () => new SlottedLoop(),
  deviations: [
    {
      clause: 'timers.run-by-deadline',
      reason: 'Timers of one slot of 10 ms run in the order in which they were scheduled.',
      issue: 'https://github.com/you/slotted/issues/1',
    },
    {
      clause: 'handles.cancelling-timers-keeps-the-others',
      reason: 'They are kept, in the order of their slots.',
    },
    {
      clause: 'handles.when-is-the-deadline',
      reason: 'It is the end of the slot.',
    },
  ],
})
