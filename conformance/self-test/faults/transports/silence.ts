import { SocketTransport } from '../../../../reference/index.ts'
import { fault } from '../../fault.ts'

export const needsEveryMethod = fault('transports.missing-methods-do-nothing', 'needs-every-method', {
  says: 'what the exception handler received',
  transports: class extends SocketTransport {
    protected override receiveData(data: Uint8Array): void {
      if (typeof this.protocol?.dataReceived === 'function') super.receiveData(data)
      else this.fatalError(new TypeError('The protocol has no dataReceived().'), 'Fatal error.')
    }
  },
  profiles: ['net'],
})

export const callsAClosedLoop = fault('transports.closed-loop-hears-nothing', 'calls-a-closed-loop', {
  says: 'Bytes for a closed loop threw',
  transports: class extends SocketTransport {
    protected override schedule(callback: () => void): void {
      this.loop.callSoon(callback, [], this)
    }
  },
  profiles: ['net'],
})
