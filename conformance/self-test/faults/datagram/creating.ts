import { OSError, VirtualEventLoop, type DatagramTransport } from '../../../../reference/index.ts'
import type {
  Coroutine,
  DatagramOptions,
  DatagramProtocol,
  DatagramSocket,
  SocketAddress,
} from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** A loop that gives `createDatagramEndpoint` other options than it got. */
const withOptions = (change: (options: DatagramOptions) => DatagramOptions): typeof VirtualEventLoop =>
  class extends VirtualEventLoop {
    override createDatagramEndpoint<P extends DatagramProtocol>(
      factory: () => P,
      options: DatagramOptions = {},
    ): Coroutine<[DatagramTransport, P]> {
      return super.createDatagramEndpoint(factory, change(options))
    }
  }

export const ignoresWhatContradicts = fault(
  'datagram.contradicting-arguments-are-refused',
  'ignores-what-contradicts',
  {
    says: 'createDatagramEndpoint()',
    loop: withOptions((options) => (options.sock ? { sock: options.sock } : options)),
    profiles: ['datagram'],
  },
)

export const takesAnotherPort = fault('datagram.used-address-is-an-error', 'takes-another-port', {
  says: 'createDatagramEndpoint() at an address in use',
  loop: class extends VirtualEventLoop {
    override *openDatagramSock(
      ...[route, options]: Arguments<'openDatagramSock'>
    ): Coroutine<DatagramSocket> {
      try {
        return yield* super.openDatagramSock(route, options)
      } catch (error) {
        if (!(error instanceof OSError) || route.local === null) throw error
        return yield* super.openDatagramSock({ ...route, local: { ...route.local, port: 0 } }, options)
      }
    }
  },
  profiles: ['datagram'],
})

export const ignoresTheFamily = fault('datagram.family-chooses-the-address', 'ignores-the-family', {
  says: 'the host for family 6',
  loop: withOptions(({ family, ...options }) =>
    options.localAddr ? options : { ...options, family: family ?? 0 },
  ),
  profiles: ['datagram'],
})

export const sendsToIpv4Only = fault('datagram.both-families-work', 'sends-to-ipv4-only', {
  says: 'the reply',
  loop: class extends VirtualEventLoop {
    override *openDatagramSock(
      ...[route, options]: Arguments<'openDatagramSock'>
    ): Coroutine<DatagramSocket> {
      const sock = yield* super.openDatagramSock(route, options)
      if (route.family === 6) sock.sendTo = () => true
      return sock
    }
  },
  profiles: ['datagram'],
})

export const needsAnAddress = fault('datagram.family-alone-is-enough', 'needs-an-address', {
  says: 'the datagram',
  loop: class extends VirtualEventLoop {
    override *openDatagramSock(
      ...[route, options]: Arguments<'openDatagramSock'>
    ): Coroutine<DatagramSocket> {
      const sock = yield* super.openDatagramSock(route, options)
      if (route.local === null && route.remote === null) sock.sendTo = () => true
      return sock
    }
  },
  profiles: ['datagram'],
})

export const forgetsThePeer = fault('datagram.transport-knows-its-addresses', 'forgets-the-peer', {
  says: 'peername of the connected endpoint',
  loop: class extends VirtualEventLoop {
    override makeDatagramTransport(...call: Arguments<'makeDatagramTransport'>): DatagramTransport {
      const transport = super.makeDatagramTransport(...call)
      const tell = transport.getExtraInfo.bind(transport)
      transport.getExtraInfo = (name, fallback = null) =>
        name === 'peername' ? fallback : tell(name, fallback)
      return transport
    }
  },
  profiles: ['datagram'],
})

export const keepsACancelledEndpoint = fault(
  'datagram.cancelled-creation-leaves-no-socket',
  'keeps-a-cancelled-endpoint',
  {
    says: 'the port to be free',
    loop: class extends VirtualEventLoop {
      override makeDatagramTransport(...call: Arguments<'makeDatagramTransport'>): DatagramTransport {
        const transport = super.makeDatagramTransport(...call)
        const [, , , waiter] = call
        const close = transport.close.bind(transport)
        transport.close = () => {
          if (waiter?.done() !== true || !(waiter as { cancelled?(): boolean }).cancelled?.()) close()
        }
        return transport
      }
    },
    profiles: ['datagram'],
  },
)

export const keepsTheSocketOfAFailedFactory = fault(
  'datagram.failing-factory-leaves-no-socket',
  'keeps-the-socket-of-a-failed-factory',
  {
    says: 'the port to be free',
    loop: class extends VirtualEventLoop {
      override *openDatagramSock(...call: Arguments<'openDatagramSock'>): Coroutine<DatagramSocket> {
        const sock = yield* super.openDatagramSock(...call)
        const close = sock.close.bind(sock)
        let isUsed = false
        const watch = sock.whenReadable.bind(sock)
        sock.whenReadable = (callback) => {
          isUsed = true
          watch(callback)
        }
        sock.close = () => {
          if (isUsed) close()
        }
        return sock
      }
    },
    profiles: ['datagram'],
  },
)

const cut = (address: SocketAddress | null | undefined): SocketAddress | null =>
  address ? { ...address, port: address.port & 0xffff } : null

export const cutsThePortOfAnEndpoint = fault(
  'datagram.impossible-port-is-refused',
  'cuts-the-port-of-an-endpoint',
  {
    says: 'it returned an endpoint',
    loop: withOptions(({ localAddr, remoteAddr, ...options }) => ({
      ...options,
      ...(localAddr ? { localAddr: cut(localAddr) } : {}),
      ...(remoteAddr ? { remoteAddr: cut(remoteAddr) } : {}),
    })),
    profiles: ['datagram'],
  },
)

const isKnown = (address: DatagramOptions['localAddr']): boolean => (address?.host.length ?? 0) < 256

export const takesAnUnknownNameForThisMachine = fault(
  'datagram.unknown-host-is-an-error',
  'takes-an-unknown-name-for-this-machine',
  {
    says: 'with a name without an address throws OSError',
    loop: withOptions((options) =>
      isKnown(options.localAddr) && isKnown(options.remoteAddr)
        ? options
        : { localAddr: { host: '127.0.0.1', port: 0 } },
    ),
    profiles: ['datagram'],
  },
)
