import { VirtualEventLoop } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import type { ListeningSocket, Protocol, StreamSocket, Transport } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

const profiles = ['server'] as const

/** A class of loops that call the factory of a server in another way. */
const calling = (
  call: (factory: () => Protocol, sock: ListeningSocket, loop: VirtualEventLoop) => Protocol,
) =>
  class extends VirtualEventLoop {
    override startServing(...[factory, sock, ...rest]: Arguments<'startServing'>): void {
      super.startServing(() => call(factory, sock, this), sock, ...rest)
    }
  }

export const endsWithItsFactory = fault(
  'server.failing-factory-leaves-the-server-open',
  'ends-with-its-factory',
  {
    says: 'the error of a peer after the failure',
    loop: calling((factory, sock) => {
      try {
        return factory()
      } catch (error) {
        sock.close()
        throw error
      }
    }),
    profiles,
  },
)

export const alwaysTellsOfAFailingFactory = fault(
  'server.failing-factory-is-told-in-debug-mode',
  'always-tells-of-a-failing-factory',
  {
    says: 'the number of reports without debug mode',
    loop: calling((factory, _sock, loop) => {
      try {
        return factory()
      } catch (exception) {
        if (!loop.getDebug()) loop.callExceptionHandler({ message: 'The factory failed.', exception })
        throw exception
      }
    }),
    profiles,
  },
)

export const endsWithAFailingConnectionMade = fault(
  'server.failing-connection-made-leaves-the-server-open',
  'ends-with-a-failing-connection-made',
  {
    says: 'the error of a peer after the failure',
    loop: calling((factory, sock) => {
      const protocol = factory()
      const connectionMade = protocol.connectionMade?.bind(protocol)
      protocol.connectionMade = (transport) => {
        try {
          connectionMade?.(transport)
        } catch (error) {
          sock.close()
          throw error
        }
      }
      return protocol
    }),
    profiles,
  },
)

export const reportsAnEarlyReset = fault(
  'server.early-reset-leaves-the-server-open',
  'reports-an-early-reset',
  {
    says: 'the number of reports',
    loop: class extends VirtualEventLoop {
      override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
        const [sock, , , options] = args
        try {
          // It looks whether the peer is still there.
          if (options?.server) sock.send(new Uint8Array(0))
        } catch (exception) {
          this.callExceptionHandler({ message: 'The peer has left.', exception })
        }
        return super.makeSocketTransport(...args)
      }
    },
    profiles,
  },
)

export const hidesThatDescriptorsAreUsedUp = fault(
  'server.want-of-descriptors-is-reported',
  'hides-that-descriptors-are-used-up',
  {
    says: 'the number of reports',
    loop: class extends VirtualEventLoop {
      override startServing(...[factory, sock, ...rest]: Arguments<'startServing'>): void {
        const accept = sock.accept.bind(sock)
        sock.accept = () => {
          try {
            return accept()
          } catch {
            return accept()
          }
        }
        super.startServing(factory, sock, ...rest)
      }
    },
    profiles,
  },
)

export const neverAcceptsAgain = fault('server.want-of-descriptors-passes', 'never-accepts-again', {
  says: 'waiting for a connection',
  loop: class extends VirtualEventLoop {
    override startServing(...[factory, sock, ...rest]: Arguments<'startServing'>): void {
      const accept = sock.accept.bind(sock)
      sock.accept = () => {
        try {
          return accept()
        } catch (error) {
          sock.whenReadable = () => undefined
          sock.accept = () => null
          throw error
        }
      }
      super.startServing(factory, sock, ...rest)
    }
  },
  profiles,
})

export const knowsOnlyOneWantOfDescriptors = fault(
  'server.want-of-descriptors-passes',
  'knows-only-one-want-of-descriptors',
  {
    says: /the error is EN/,
    loop: class extends VirtualEventLoop {
      override startServing(...[factory, sock, ...rest]: Arguments<'startServing'>): void {
        const accept = sock.accept.bind(sock)
        sock.accept = () => {
          try {
            return accept()
          } catch (error) {
            // The reference does not know this error, and does not try again.
            throw (error as { code?: unknown }).code === 'EMFILE'
              ? error
              : new Error('Nothing can be accepted.')
          }
        }
        super.startServing(factory, sock, ...rest)
      }
    },
    profiles,
  },
)

export const turnsTheClientAwayThatFoundNoDescriptor = fault(
  'server.want-of-descriptors-delays-a-connection',
  'turns-the-client-away-that-found-no-descriptor',
  {
    says: 'the connection',
    loop: class extends VirtualEventLoop {
      override startServing(...[factory, sock, ...rest]: Arguments<'startServing'>): void {
        const accept = sock.accept.bind(sock)
        sock.accept = () => {
          try {
            return accept()
          } catch (error) {
            try {
              accept()?.close()
            } catch {
              // There is still no descriptor.
            }
            throw error
          }
        }
        super.startServing(factory, sock, ...rest)
      }
    },
    profiles,
  },
)

export const triesToAcceptAtOnceAgain = fault(
  'server.want-of-descriptors-is-no-busy-loop',
  'tries-to-accept-at-once-again',
  {
    says: 'three attempts took',
    loop: class extends VirtualEventLoop {
      override callLater(...args: Arguments<'callLater'>): ReturnType<VirtualEventLoop['callLater']> {
        const [delay, callback, ...rest] = args
        return super.callLater(this.#fails && delay === 1000 ? 0 : delay, callback, ...rest)
      }

      #fails = false

      override callExceptionHandler(...args: Arguments<'callExceptionHandler'>): void {
        this.#fails = 'socket' in args[0]
        super.callExceptionHandler(...args)
      }
    },
    profiles,
  },
)

function tellTheEnd(client: Protocol): void {
  try {
    client.connectionLost?.(null)
  } catch {
    // Nobody catches what a microtask throws.
  }
}

export const servesWhenItIsClosed = fault('server.closed-loop-serves-nobody', 'serves-when-it-is-closed', {
  says: 'what the protocol of the closed loop heard',
  loop: class extends VirtualEventLoop {
    readonly #clients: Protocol[] = []

    override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
      if (args[3]?.server) this.#clients.push(args[1])
      return super.makeSocketTransport(...args)
    }

    override close(): void {
      if (!this.closed) for (const client of this.#clients) queueMicrotask(() => tellTheEnd(client))
      super.close()
    }
  },
  profiles,
})

export const keepsAClientThatItTurnsAway = fault(
  'server.failing-factory-ends-its-connection',
  'keeps-a-client-that-it-turns-away',
  {
    says: 'the peer to see the end',
    loop: class extends VirtualEventLoop {
      override startServing(...[factory, sock, ...rest]: Arguments<'startServing'>): void {
        const accept = sock.accept.bind(sock)
        const accepted: StreamSocket[] = []
        sock.accept = () => {
          const one = accept()
          if (one !== null) accepted.push(one)
          return one
        }
        const make = (): Protocol => {
          const one = accepted.shift()
          try {
            return factory()
          } catch (error) {
            if (one) one.close = () => undefined
            throw error
          }
        }
        super.startServing(make, sock, ...rest)
      }
    },
    profiles,
  },
)

export const listensAgainAfterAPause = fault(
  'server.close-refuses-new-connections',
  'listens-again-after-a-pause',
  {
    says: 'the error of a peer after close()',
    loop: class extends VirtualEventLoop {
      readonly #pausing = new Set<ListeningSocket>()

      override startServing(...[factory, sock, ...rest]: Arguments<'startServing'>): void {
        this.#pausing.delete(sock)
        const accept = sock.accept.bind(sock)
        sock.accept = () => {
          try {
            return accept()
          } catch (error) {
            this.#pausing.add(sock)
            throw error
          }
        }
        super.startServing(factory, sock, ...rest)
      }

      override stopServing(sock: ListeningSocket): void {
        // The timer of the pause still has the socket.
        if (!this.#pausing.has(sock)) super.stopServing(sock)
      }
    },
    profiles,
  },
)

export const leavesItsServersToTheHost = fault(
  'server.closed-loop-leaves-the-host-alone',
  'leaves-its-servers-to-the-host',
  {
    says: 'A socket of the closed loop still keeps the process',
    loop: class extends NodeEventLoop {
      override close(): void {
        // It refuses to close.
        if (this.isRunning()) super.close()
        this.closed = true
        this.ready.clear()
        this.timers.clear()
      }
    },
    profiles,
  },
)
