import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { Coroutine, Protocol, StreamSocket, Transport } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

const profiles = ['server'] as const

export const leavesAGivenSocketOpen = fault('server.serves-a-given-socket', 'leaves-a-given-socket-open', {
  says: 'the error of a peer after close()',
  loop: class extends VirtualEventLoop {
    override createServer(...call: Arguments<'createServer'>): ReturnType<VirtualEventLoop['createServer']> {
      const sock = call[3]?.sock
      if (sock) sock.close = () => undefined
      return super.createServer(...call)
    }
  },
  profiles,
})

/** A class of loops whose `connectAcceptedSocket()` is another. */
const connectingWith = (
  connect: <P extends Protocol>(
    own: VirtualEventLoop['connectAcceptedSocket'],
    factory: () => P,
    sock: StreamSocket,
  ) => Coroutine<[Transport, P]>,
): new () => VirtualEventLoop =>
  class extends VirtualEventLoop {
    override connectAcceptedSocket<P extends Protocol>(
      factory: () => P,
      sock: StreamSocket,
    ): Coroutine<[Transport, P]> {
      return connect(super.connectAcceptedSocket.bind(this), factory, sock)
    }
  }

export const returnsBeforeConnectionMade = fault(
  'server.accepted-socket-gets-a-transport',
  'returns-before-connection-made',
  {
    says: 'the calls of connectionMade()',
    loop: class extends VirtualEventLoop {
      override *connectAcceptedSocket<P extends Protocol>(
        factory: () => P,
        sock: StreamSocket,
      ): Coroutine<[Transport, P]> {
        if ((sock.type as string) !== 'stream') return yield* super.connectAcceptedSocket(factory, sock)
        const protocol = factory()
        return [this.makeSocketTransport(sock, protocol), protocol]
      }
    },
    profiles,
  },
)

export const takesAnyAcceptedSocket = fault(
  'server.accepted-socket-must-be-a-stream',
  'takes-any-accepted-socket',
  {
    says: 'connectAcceptedSocket() did not throw',
    loop: connectingWith((own, factory, sock) =>
      own(factory, Object.assign(sock, { type: 'stream' as const })),
    ),
    profiles,
  },
)

export const keepsACancelledSocket = fault(
  'server.cancelled-accepted-socket-is-closed',
  'keeps-a-cancelled-socket',
  {
    says: 'the peer to see the end',
    loop: connectingWith(function* (own, factory, sock) {
      const close = sock.close.bind(sock)
      sock.close = () => undefined
      const connection = yield* own(factory, sock)
      sock.close = close
      return connection
    }),
    profiles,
  },
)
