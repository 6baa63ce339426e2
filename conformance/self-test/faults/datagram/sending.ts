import { DatagramSocketTransport, OSError, VirtualEventLoop } from '../../../../reference/index.ts'
import type { Coroutine, DatagramSocket, SocketAddress } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'
import { withTransport } from '../support/datagram-transports.ts'

/** A loop that opens its sockets with another route. */
const withRoute = (change: (...call: Arguments<'openDatagramSock'>) => Arguments<'openDatagramSock'>) =>
  class extends VirtualEventLoop {
    override openDatagramSock(...call: Arguments<'openDatagramSock'>): Coroutine<DatagramSocket> {
      return super.openDatagramSock(...change(...call))
    }
  }

export const sendsToTheFirstAddress = fault('datagram.sends-to-an-address', 'sends-to-the-first-address', {
  says: 'a datagram at each peer',
  loop: withTransport(
    class extends DatagramSocketTransport {
      #first: SocketAddress | null = null

      override sendto(data: Uint8Array, addr: SocketAddress | null = null): void {
        super.sendto(data, this.address === null ? (this.#first ??= addr) : addr)
      }
    },
  ),
  profiles: ['datagram'],
})

export const fillsNoPacket = fault('datagram.sends-to-an-address', 'fills-no-packet', {
  says: 'how many datagrams the peer received',
  loop: withTransport(
    class extends DatagramSocketTransport {
      override sendto(data: Uint8Array, addr?: SocketAddress | null): void {
        if (data.length !== 1472) super.sendto(data, addr)
      }
    },
  ),
  profiles: ['datagram'],
})

export const sendsNoEmptyDatagrams = fault('datagram.sends-empty-datagrams', 'sends-no-empty-datagrams', {
  says: 'what the peer received',
  loop: withTransport(
    class extends DatagramSocketTransport {
      override sendto(data: Uint8Array, addr?: SocketAddress | null): void {
        if ((data as { length?: number }).length !== 0) super.sendto(data, addr)
      }
    },
  ),
  profiles: ['datagram'],
})

export const sendsTexts = fault('datagram.refuses-what-is-not-bytes', 'sends-texts', {
  says: 'sendto() of something that is not bytes',
  loop: withTransport(
    class extends DatagramSocketTransport {
      override sendto(data: Uint8Array, addr?: SocketAddress | null): void {
        super.sendto(typeof data === 'string' ? new TextEncoder().encode(data) : data, addr)
      }
    },
  ),
  profiles: ['datagram'],
})

export const endsWhenASendIsRefused = fault(
  'datagram.refused-sends-reach-error-received',
  'ends-when-a-send-is-refused',
  {
    says: '"connectionLost"',
    loop: withTransport(
      class extends DatagramSocketTransport {
        protected override receiveError(error: unknown, message: string): void {
          if ((error as OSError).code === 'EMSGSIZE') this.forceClose(error)
          else super.receiveError(error, message)
        }
      },
    ),
    profiles: ['datagram'],
  },
)

export const hidesRefusals = fault('datagram.refused-datagrams-reach-error-received', 'hides-refusals', {
  says: 'errorReceived()',
  loop: withTransport(
    class extends DatagramSocketTransport {
      protected override receiveError(error: unknown, message: string): void {
        if ((error as OSError).code !== 'ECONNREFUSED') super.receiveError(error, message)
      }
    },
  ),
  profiles: ['datagram'],
})

export const broadcastsUnasked = fault('datagram.broadcast-is-refused', 'broadcasts-unasked', {
  says: 'errorReceived()',
  loop: withRoute(({ remote, ...route }, options) => [
    { remote, ...route },
    { ...options, allowBroadcast: remote === null },
  ]),
  profiles: ['datagram'],
})

export const needsTheAddressEachTime = fault(
  'datagram.remote-address-is-the-default',
  'needs-the-address-each-time',
  {
    says: 'three datagrams',
    loop: withTransport(
      class extends DatagramSocketTransport {
        override sendto(data: Uint8Array, addr: SocketAddress | null = null): void {
          if (addr !== null || this.address === null) super.sendto(data, addr)
        }
      },
    ),
    profiles: ['datagram'],
  },
)

export const hearsStrangers = fault('datagram.connected-endpoint-hears-its-peer-only', 'hears-strangers', {
  says: 'what the endpoint received',
  loop: class extends VirtualEventLoop {
    override *openDatagramSock(...call: Arguments<'openDatagramSock'>): Coroutine<DatagramSocket> {
      const sock = this.network.datagrams.open(...call)
      sock.hears = () => true
      return sock
    }
  },
  profiles: ['datagram'],
})

export const sendsToTheRemoteAddressAnyway = fault(
  'datagram.connected-endpoint-refuses-other-addresses',
  'sends-to-the-remote-address-anyway',
  {
    says: 'sendto() with another address than the remote one',
    loop: withTransport(
      class extends DatagramSocketTransport {
        override sendto(data: Uint8Array, addr?: SocketAddress | null): void {
          super.sendto(data, this.address ?? addr)
        }
      },
    ),
    profiles: ['datagram'],
  },
)

export const ignoresTheLocalAddressOfAClient = fault(
  'datagram.local-and-remote-address-go-together',
  'ignores-the-local-address-of-a-client',
  {
    says: 'the port of the endpoint',
    loop: withRoute((route, options) => [route.remote === null ? route : { ...route, local: null }, options]),
    profiles: ['datagram'],
  },
)
