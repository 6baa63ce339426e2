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

export const abortsTheOldestOfSix = fault(
  'server.connections-live-side-by-side',
  'aborts-the-oldest-of-six',
  {
    says: 'what the peers received',
    loop: class extends VirtualEventLoop {
      #open: Transport[] = []

      override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
        const transport = super.makeSocketTransport(...args)
        if (args[3]?.server) this.#open = [...this.#open.filter((one) => !one.isClosing()), transport]
        if (this.#open.length >= 6) this.#open[0]?.abort()
        return transport
      }
    },
    profiles: ['server'],
  },
)

export const forgetsTheOldestOfSix = fault(
  'server.connections-live-side-by-side',
  'forgets-the-oldest-of-six',
  {
    says: 'what the peers received',
    loop: class extends VirtualEventLoop {
      readonly #protocols: Protocol[] = []

      override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
        const [, protocol, , options] = args
        if (options?.server && this.#protocols.push(protocol) >= 6) {
          const oldest = this.#protocols.shift() as Protocol
          oldest.dataReceived = () => undefined
        }
        return super.makeSocketTransport(...args)
      }
    },
    profiles: ['server'],
  },
)
