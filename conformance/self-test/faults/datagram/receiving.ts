import {
  DatagramSocketTransport,
  VirtualEventLoop,
  type DatagramTransport,
} from '../../../../reference/index.ts'
import type {
  Coroutine,
  Datagram,
  DatagramProtocol,
  DatagramSocket,
  SocketAddress,
} from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'
import { withTransport } from '../support/datagram-transports.ts'

/** A loop whose sockets receive something else. */
const withReceived = (
  change: (received: Datagram, sock: DatagramSocket) => Datagram | null,
): typeof VirtualEventLoop =>
  class extends VirtualEventLoop {
    override *openDatagramSock(...call: Arguments<'openDatagramSock'>): Coroutine<DatagramSocket> {
      const sock = yield* super.openDatagramSock(...call)
      const receive = sock.receiveFrom.bind(sock)
      sock.receiveFrom = () => {
        const received = receive()
        return received && change(received, sock)
      }
      return sock
    }
  }

export const receivesNoDatagrams = fault('datagram.receives', 'receives-no-datagrams', {
  says: 'datagramReceived()',
  loop: withReceived(() => null),
  profiles: ['datagram'],
})

export const namesTheReceiverAsSender = fault('datagram.tells-the-sender', 'names-the-receiver-as-sender', {
  says: 'the sender of a datagram',
  loop: withReceived(({ data }, sock) => ({ data, addr: sock.localAddress as SocketAddress })),
  profiles: ['datagram'],
})

export const cutsLongDatagrams = fault('datagram.keeps-boundaries', 'cuts-long-datagrams', {
  says: 'what the endpoint received',
  loop: withReceived(({ data, addr }) => ({ data: data.subarray(0, 1500), addr })),
  profiles: ['datagram'],
})

export const dropsEmptyDatagrams = fault('datagram.receives-empty-datagrams', 'drops-empty-datagrams', {
  says: 'what the endpoint received',
  loop: withReceived((received) => (received.data.length > 0 ? received : null)),
  profiles: ['datagram'],
})

export const receivesBeforeConnectionMade = fault(
  'datagram.endpoint-is-made-before-it-receives',
  'receives-before-connection-made',
  {
    says: '"datagramReceived" came before "connectionMade"',
    loop: class extends VirtualEventLoop {
      override makeDatagramTransport(...call: Arguments<'makeDatagramTransport'>): DatagramTransport {
        const [sock, protocol] = call
        const early = sock.receiveFrom()
        if (early !== null) this.callSoon(() => protocol.datagramReceived?.(early.data, early.addr))
        return super.makeDatagramTransport(...call)
      }
    },
    profiles: ['datagram'],
  },
)

export const hidesErrorsOfTheProtocol = fault(
  'datagram.failing-protocol-is-reported',
  'hides-errors-of-the-protocol',
  {
    says: 'what the exception handler got',
    loop: withTransport(
      class extends DatagramSocketTransport {
        protected override receiveDatagram(datagram: Datagram): void {
          try {
            super.receiveDatagram(datagram)
          } catch {
            // It is lost.
          }
        }
      },
    ),
    profiles: ['datagram'],
  },
)

export const sharesADatagramProtocol = fault(
  'datagram.endpoints-are-separate',
  'shares-a-datagram-protocol',
  {
    says: 'what an endpoint received',
    loop: class extends VirtualEventLoop {
      #first: DatagramProtocol | null = null

      override makeDatagramTransport(...call: Arguments<'makeDatagramTransport'>): DatagramTransport {
        const [sock, own, ...rest] = call
        this.#first ??= own
        const first = this.#first
        const shared: DatagramProtocol = new Proxy(own, {
          get: (target, name) => {
            const owner = name === 'datagramReceived' ? first : target
            const member = Reflect.get(owner, name) as unknown
            return typeof member === 'function'
              ? (member as (...args: unknown[]) => unknown).bind(owner)
              : member
          },
        })
        return super.makeDatagramTransport(sock, shared, ...rest)
      }
    },
    profiles: ['datagram'],
  },
)

export const keepsTheFirstDatagramProtocol = fault(
  'datagram.set-protocol-takes-effect',
  'keeps-the-first-datagram-protocol',
  {
    says: 'what the second protocol received',
    loop: withTransport(
      class extends DatagramSocketTransport {
        readonly #first = this.protocol

        protected override receiveDatagram({ data, addr }: Datagram): void {
          this.#first?.datagramReceived?.(data, addr)
        }
      },
    ),
    profiles: ['datagram'],
  },
)

export const isDeafAfterAFailedErrorReceived = fault(
  'datagram.failing-protocol-is-reported',
  'is-deaf-after-a-failed-error-received',
  {
    says: 'the later datagram',
    loop: withTransport(
      class extends DatagramSocketTransport {
        protected override receiveError(error: unknown, message: string): void {
          try {
            super.receiveError(error, message)
          } catch (thrown) {
            this.watchReading = () => undefined
            throw thrown
          }
        }
      },
    ),
    profiles: ['datagram'],
  },
)
