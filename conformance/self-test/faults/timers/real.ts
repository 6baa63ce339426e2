import { NodeEventLoop } from '../../../../reference/node.ts'
import { fault } from '../../fault.ts'

export const jumpsItsClock = fault('timers.clock-keeps-real-time', 'jumps-its-clock', {
  says: 'time() advanced by',
  profiles: ['timers-real'],
})

/** Counts each half millisecond as one. */
export const hasAClockThatIsFast = fault('timers.real-delays-pass', 'has-a-clock-that-is-fast', {
  says: 'by the clock of the host',
  loop: class extends NodeEventLoop {
    override time(): number {
      return performance.now() * 2
    }
  },
  profiles: ['timers-real'],
})
