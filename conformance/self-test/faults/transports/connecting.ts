import { SocketTransport, VirtualEventLoop } from '../../../../reference/index.ts'
import type { Future, Protocol, SettableWaiter, Transport } from '../../../../spec/index.ts'
import type { Arguments, ConnectCall, Connecting } from '../../signatures.ts'
import { between } from '../support/between.ts'
import { connectingBy } from '../support/connecting.ts'
import { fault } from '../../fault.ts'

export const forgivesAServerHostnameWithoutSsl = fault(
  'transports.arguments-that-exclude-each-other-are-refused',
  'forgives-a-server-hostname-without-ssl',
  {
    says: 'did not throw',
    loop: class extends VirtualEventLoop {
      override createConnection<P extends Protocol>(
        ...[factory, host, port, options = {}]: ConnectCall<P>
      ): Connecting<P> {
        return super.createConnection(factory, host, port, { ...options, serverHostname: null })
      }
    },
    profiles: ['net'],
  },
)

export const forgivesTimeoutsWithoutSsl = fault(
  'transports.timeouts-need-ssl',
  'forgives-timeouts-without-ssl',
  {
    says: 'did not throw',
    loop: connectingBy((options) => ({ ...options, sslHandshakeTimeout: null, sslShutdownTimeout: null })),
    profiles: ['net'],
  },
)

export const makesTwoProtocols = fault('transports.connects-over-a-socket', 'makes-two-protocols', {
  says: 'factory was called is 2',
  loop: class extends VirtualEventLoop {
    override createConnection<P extends Protocol>(
      ...[factory, host, port, options = {}]: ConnectCall<P>
    ): Connecting<P> {
      const twice = (): P => {
        factory()
        return factory()
      }
      return super.createConnection(twice, host, port, options)
    }
  },
  profiles: ['net'],
})

export const returnsTheTransportAlone = fault(
  'transports.connects-over-a-socket',
  'returns-the-transport-alone',
  {
    says: 'createConnection() did not return a transport and a protocol',
    loop: class extends VirtualEventLoop {
      override *createConnection<P extends Protocol>(...args: ConnectCall<P>): Connecting<P> {
        const [transport] = yield* super.createConnection(...args)
        return transport as never
      }
    },
    profiles: ['net'],
  },
)

export const neverSaysThatItIsConnected = fault(
  'transports.connection-made-comes-first',
  'never-says-that-it-is-connected',
  {
    says: /connectionMade\(\) received before .*: \[\]/,
    transports: between(() => ({ connectionMade: () => undefined })),
    profiles: ['net'],
  },
)

export const hidesAFailingConnectionMade = fault(
  'transports.failing-connection-made-is-reported',
  'hides-a-failing-connection-made',
  {
    says: 'exception handler received: []',
    transports: between((protocol) => ({
      connectionMade: (transport) => {
        try {
          protocol.connectionMade?.(transport)
        } catch {
          // The error is not reported.
        }
      },
    })),
    profiles: ['net'],
  },
)

export const hangsUpWhenConnectionMadeFails = fault(
  'transports.failing-connection-made-leaves-it-open',
  'hangs-up-when-connection-made-fails',
  {
    says: 'isClosing() of the transport',
    transports: between((protocol) => ({
      connectionMade: (transport) => {
        try {
          protocol.connectionMade?.(transport)
        } catch (error) {
          transport.abort()
          throw error
        }
      },
    })),
    profiles: ['net'],
  },
)

export const outlivesItsCancelledConnection = fault(
  'transports.cancelled-connection-closes-the-socket',
  'outlives-its-cancelled-connection',
  {
    says: 'socket was closed is 0, not 1',
    transports: class extends SocketTransport {
      readonly #waiter: Future | null

      constructor(...args: ConstructorParameters<typeof SocketTransport>) {
        super(...args)
        this.#waiter = (args[3] as Future & SettableWaiter) ?? null
      }

      override close(): void {
        if (this.#waiter?.cancelled() !== true) super.close()
      }
    },
    profiles: ['net'],
  },
)

export const settlesACancelledWaiter = fault(
  'transports.cancelled-connection-closes-the-socket',
  'settles-a-cancelled-waiter',
  {
    says: 'it received InvalidStateError',
    loop: class extends VirtualEventLoop {
      override makeSocketTransport(
        ...[sock, protocol, waiter, options]: Arguments<'makeSocketTransport'>
      ): Transport {
        const blind = waiter && {
          done: () => false,
          cancelled: () => false,
          setResult: (value: undefined) => waiter.setResult(value),
        }
        return super.makeSocketTransport(sock, protocol, blind, options)
      }
    },
    profiles: ['net'],
  },
)
