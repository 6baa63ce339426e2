import { NodeEventLoop } from '../../../../reference/node.ts'
import type { Coroutine, Protocol, Server, Transport, TransportOwner } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'
import { tlsProfiles as profiles, withCall, type Call } from '../support/tls-loops.ts'

export const countsNoEncryptedConnection = fault(
  'tls.server-counts-its-connections',
  'counts-no-encrypted-connection',
  {
    says: 'done() of the task in waitClosed()',
    loop: withCall((sock, protocol, context, waiter, options) => [
      sock,
      protocol,
      context,
      waiter,
      { ...options, server: null },
    ]),
    profiles,
  },
)

export const leavesEncryptedConnections = fault(
  'tls.server-ends-its-connections',
  'leaves-encrypted-connections',
  {
    says: 'two calls of connectionLost()',
    loop: class extends NodeEventLoop {
      override *createServer(...call: Parameters<NodeEventLoop['createServer']>): Coroutine<Server> {
        const server = yield* super.createServer(...call)
        const nothing = (): void => {
          // It does not end them.
        }
        return (call[3]?.ssl ?? null) === null
          ? server
          : Object.assign(server, { closeClients: nothing, abortClients: nothing })
      }
    },
    profiles,
  },
)

export const breaksHandshakes = fault('tls.close-leaves-handshakes', 'breaks-handshakes', {
  says: 'what the slow peer received',
  loop: class extends NodeEventLoop {
    readonly #handshakes: (() => void)[] = []

    override makeSslTransport(...call: Call): Transport {
      const transport = super.makeSslTransport(...call)
      const [, , , waiter] = call
      this.#handshakes.push(() => {
        if (waiter?.done() === false) transport.abort()
      })
      return transport
    }

    override stopServing(...call: Parameters<NodeEventLoop['stopServing']>): void {
      super.stopServing(...call)
      for (const end of this.#handshakes) end()
    }
  },
  profiles,
})

export const countsAFailedHandshake = fault(
  'tls.server-counts-its-connections',
  'counts-a-failed-handshake',
  {
    says: 'waitClosed() to end after a handshake that failed',
    loop: withCall((sock, protocol, context, waiter, options = {}) => {
      const { server = null } = options
      if (server === null) return [sock, protocol, context, waiter, options]
      let isMade = false
      const connectionMade = protocol.connectionMade?.bind(protocol)
      protocol.connectionMade = (transport) => {
        isMade = true
        connectionMade?.(transport)
      }
      const owner: TransportOwner = {
        attach: (transport) => server.attach(transport),
        detach: (transport) => {
          if (isMade) server.detach(transport)
        },
      }
      return [sock, protocol, context, waiter, { ...options, server: owner }]
    }),
    profiles,
  },
)

export const endsWithItsFactoryIfItEncrypts = fault(
  'tls.failing-factory-leaves-the-server-open',
  'ends-with-its-factory-if-it-encrypts',
  {
    says: 'the error of a peer after the failure',
    loop: class extends NodeEventLoop {
      override startServing(...[factory, sock, server, backlog, tls]: Arguments<'startServing'>): void {
        const make = (): Protocol => {
          try {
            return factory()
          } catch (error) {
            if (tls) sock.close()
            throw error
          }
        }
        super.startServing(make, sock, server, backlog, tls)
      }
    },
    profiles,
  },
)
