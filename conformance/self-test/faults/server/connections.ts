import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { Protocol, Transport } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

export const acceptsNothing = fault('server.accepts-a-connection', 'accepts-nothing', {
  says: 'connectionMade() of the accepted connection',
  loop: class extends VirtualEventLoop {
    override startServing(): void {
      // It only listens.
    }
  },
  profiles: ['server'],
})

export const writesToNobody = fault('server.carries-bytes-both-ways', 'writes-to-nobody', {
  says: 'the peer to get the echo',
  loop: class extends VirtualEventLoop {
    override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
      const [sock] = args
      sock.send = (data) => data.length
      return super.makeSocketTransport(...args)
    }
  },
  profiles: ['server'],
})

export const sharesAProtocol = fault('server.each-connection-has-a-protocol', 'shares-a-protocol', {
  says: 'what the protocols received',
  loop: class extends VirtualEventLoop {
    override startServing(...[factory, ...rest]: Arguments<'startServing'>): void {
      let protocol: Protocol | null = null
      super.startServing(() => (protocol ??= factory()), ...rest)
    }
  },
  profiles: ['server'],
})
