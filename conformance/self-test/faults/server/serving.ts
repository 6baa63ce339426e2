import { SocketTransport, VirtualEventLoop } from '../../../../reference/index.ts'
import {
  isCancelledError,
  OSError,
  RuntimeError,
  type SettableFuture,
  type Transport,
} from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'
import { acceptedAs, serversWith } from '../support/servers.ts'

const profiles = ['server'] as const

export const knowsAnotherLoop = fault('server.knows-its-loop', 'knows-another-loop', {
  says: 'getLoop() is something else',
  loop: serversWith((server) => {
    const other = new VirtualEventLoop()
    server.getLoop = () => other
  }),
  profiles,
})

export const servesAfterItsEnd = fault('server.is-serving-until-closed', 'serves-after-its-end', {
  says: 'isServing() after close()',
  loop: serversWith((server) => {
    const isServing = server.isServing.bind(server)
    let served = false
    server.isServing = () => (served ||= isServing())
  }),
  profiles,
})

export const startsAgain = fault('server.serving-begins-once', 'starts-again', {
  says: 'the number of protocols for three connections',
  loop: serversWith((server, _loop, factory) => {
    const startServing = server.startServing.bind(server)
    let starts = 0
    server.startServing = function* () {
      // The connections are announced to one protocol more.
      if (++starts > 1) factory()
      yield* startServing()
    }
  }),
  profiles,
})

export const servesForeverWithoutStarting = fault(
  'server.serve-forever-serves',
  'serves-forever-without-starting',
  {
    says: 'serveForever() to serve',
    loop: serversWith((server, loop) => {
      const serveForever = server.serveForever.bind(server)
      server.serveForever = function* () {
        if (server.sockets.length > 0 && !server.isServing()) yield* loop.createFuture()
        yield* serveForever()
      }
    }),
    profiles,
  },
)

export const saysThatItServesAfterACancellation = fault(
  'server.cancelled-serve-forever-closes',
  'says-that-it-serves-after-a-cancellation',
  {
    says: 'isServing() is true',
    loop: serversWith((server) => {
      const serveForever = server.serveForever.bind(server)
      server.serveForever = function* () {
        try {
          yield* serveForever()
        } catch (error) {
          if (isCancelledError(error)) server.isServing = () => true
          throw error
        }
      }
    }),
    profiles,
  },
)

export const servesForeverTwice = fault('server.serve-forever-runs-once', 'serves-forever-twice', {
  says: 'the second serveForever() throws RuntimeError',
  loop: serversWith((server) => {
    const serveForever = server.serveForever.bind(server)
    server.serveForever = function* () {
      try {
        yield* serveForever()
      } catch (error) {
        throw error instanceof RuntimeError && server.isServing() ? new TypeError('serving already') : error
      }
    }
  }),
  profiles,
})

export const endsForeverAtOnce = fault('server.closed-server-serves-no-more', 'ends-forever-at-once', {
  says: 'serveForever() of a closed server did not throw',
  loop: serversWith((server) => {
    const serveForever = server.serveForever.bind(server)
    server.serveForever = function* () {
      if (server.sockets.length > 0) yield* serveForever()
    }
  }),
  profiles,
})

export const servesForeverAfterClose = fault(
  'server.close-ends-serve-forever',
  'serves-forever-after-close',
  {
    says: 'serveForever() to end',
    loop: serversWith((server, loop) => {
      let busy = false
      server.serveForever = function* () {
        if (busy || server.sockets.length === 0) throw new RuntimeError('The server cannot serve.')
        busy = true
        try {
          yield* server.startServing()
          // close() does not end it.
          yield* loop.createFuture()
        } finally {
          busy = false
          server.close()
        }
      }
    }),
    profiles,
  },
)

export const breaksServeForeverByClosing = fault(
  'server.close-ends-serve-forever',
  'breaks-serve-forever-by-closing',
  {
    says: 'serveForever() threw the wrong error',
    loop: serversWith((server, loop) => {
      const close = server.close.bind(server)
      let serving: SettableFuture | null = null
      server.close = () => {
        if (serving?.done() === false) serving.setException(new OSError('The socket is closed.', 'EBADF'))
        close()
      }
      server.serveForever = function* () {
        if (serving !== null || server.sockets.length === 0)
          throw new RuntimeError('The server cannot serve.')
        serving = loop.createFuture()
        try {
          yield* server.startServing()
          yield* serving
        } finally {
          serving = null
          server.close()
        }
      }
    }),
    profiles,
  },
)

export const closesOnce = fault('server.close-can-be-repeated', 'closes-once', {
  says: 'the second close() returns',
  loop: serversWith((server) => {
    const close = server.close.bind(server)
    let closed = false
    server.close = () => {
      if (closed) throw new RuntimeError('The server is closed.')
      closed = true
      close()
    }
  }),
  profiles,
})

export const showsClosedSockets = fault('server.closed-server-has-no-sockets', 'shows-closed-sockets', {
  says: 'the number of sockets',
  loop: serversWith((server) => {
    const { sockets } = server
    Object.defineProperty(server, 'sockets', { get: () => sockets })
  }),
  profiles,
})

export const goesOnListening = fault('server.close-refuses-new-connections', 'goes-on-listening', {
  says: 'the error of a peer after close()',
  loop: class extends VirtualEventLoop {
    override stopServing(...[sock]: Arguments<'stopServing'>): void {
      sock.whenReadable(null)
    }
  },
  profiles,
})

export const keepsThePort = fault('server.closed-port-can-be-bound-again', 'keeps-the-port', {
  says: 'createServer() threw',
  loop: class extends VirtualEventLoop {
    override stopServing(...args: Arguments<'stopServing'>): void {
      const [sock] = args
      super.stopServing(sock)
      // While a connection is open: the system holds the address for it.
      if (this.#connections > 0 && sock.localAddress) this.network.bind(sock.localAddress)
    }

    #connections = 0

    override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
      this.#connections++
      return super.makeSocketTransport(...args)
    }
  },
  profiles,
})

export const closesItsConnections = fault('server.close-leaves-connections-open', 'closes-its-connections', {
  says: 'what the peer received',
  loop: serversWith((server) => {
    const close = server.close.bind(server)
    server.close = () => {
      close()
      server.closeClients()
    }
  }),
  profiles,
})

export const waitsForACloseThatHasBeen = fault('server.wait-closed-ends', 'waits-for-a-close-that-has-been', {
  says: 'waitClosed() of a closed server to end',
  loop: serversWith((server, loop) => {
    const waitClosed = server.waitClosed.bind(server)
    server.waitClosed = function* () {
      if (server.sockets.length === 0) yield* loop.createFuture()
      yield* waitClosed()
    }
  }),
  profiles,
})

export const reportsAConnectionThatComesAtTheEnd = fault(
  'server.close-while-accepting-is-quiet',
  'reports-a-connection-that-comes-at-the-end',
  {
    says: 'the number of reports',
    loop: serversWith((server, loop) => {
      const attach = server.attach.bind(server)
      server.attach = (transport) => {
        if (server.sockets.length === 0) loop.callExceptionHandler({ message: 'The server is closed.' })
        attach(transport)
      }
    }),
    profiles,
  },
)

export const waitsForNoClose = fault('server.wait-closed-waits-for-close', 'waits-for-no-close', {
  says: 'done() of the task in waitClosed() before close()',
  loop: serversWith((server) => {
    const waitClosed = server.waitClosed.bind(server)
    server.waitClosed = function* () {
      if (server.sockets.length === 0) yield* waitClosed()
    }
  }),
  profiles,
})

export const waitsForNoConnection = fault(
  'server.wait-closed-waits-for-connections',
  'waits-for-no-connection',
  {
    says: 'done() of the task in waitClosed() while a connection is open',
    loop: serversWith((server) => {
      const waitClosed = server.waitClosed.bind(server)
      server.waitClosed = function* () {
        if (server.sockets.length > 0) yield* waitClosed()
      }
    }),
    profiles,
  },
)

export const letsOnlyTheFirstWait = fault(
  'server.wait-closed-waits-for-connections',
  'lets-only-the-first-wait',
  {
    says: 'done() of the task in waitClosed() while a connection is open',
    loop: serversWith((server) => {
      const waitClosed = server.waitClosed.bind(server)
      let isAwaited = false
      server.waitClosed = function* () {
        if (isAwaited) return
        isAwaited = true
        yield* waitClosed()
      }
    }),
    profiles,
  },
)

export const countsAnAbortedConnectionForEver = fault(
  'server.wait-closed-sees-the-last-connection-end',
  'counts-an-aborted-connection-for-ever',
  {
    says: 'waitClosed() to end after the last connection',
    loop: serversWith((server) => {
      const attach = server.attach.bind(server)
      const detach = server.detach.bind(server)
      const aborted = new WeakSet<Transport>()
      server.attach = (transport) => {
        const abort = transport.abort.bind(transport)
        transport.abort = () => {
          aborted.add(transport)
          abort()
        }
        attach(transport)
      }
      server.detach = (transport) => {
        if (!aborted.has(transport)) detach(transport)
      }
    }),
    profiles,
  },
)

export const closesTheFirstClient = fault('server.close-clients-closes-each', 'closes-the-first-client', {
  says: 'the ends of two connections',
  loop: serversWith((server) => {
    const clients: Transport[] = []
    const attach = server.attach.bind(server)
    server.attach = (transport) => {
      clients.push(transport)
      attach(transport)
    }
    server.closeClients = () => clients[0]?.close()
  }),
  profiles,
})

export const waitsForSlowClients = fault('server.abort-clients-aborts-each', 'waits-for-slow-clients', {
  says: 'the ends of two connections',
  loop: serversWith((server) => {
    server.abortClients = () => server.closeClients()
  }),
  profiles,
})

export const wakesTheLastWaiterOnly = fault('server.wait-closed-ends', 'wakes-the-last-waiter-only', {
  says: 'waitClosed() of task 1 to end',
  loop: serversWith((server, loop) => {
    const waitClosed = server.waitClosed.bind(server)
    let last = 0
    server.waitClosed = function* () {
      const own = ++last
      yield* waitClosed()
      if (own !== last) yield* loop.createFuture()
    }
  }),
  profiles,
})

export const countsAConnectionWhoseEndFails = fault(
  'server.wait-closed-sees-the-last-connection-end',
  'counts-a-connection-whose-end-fails',
  {
    says: 'waitClosed() to end after a connectionLost() that throws',
    loop: acceptedAs(
      class extends SocketTransport {
        protected override loseConnection(error: unknown, abort?: boolean): void {
          const { protocol, server } = this
          this.protocol = {
            connectionLost: (reason) => {
              this.server = null
              protocol?.connectionLost?.(reason)
              this.server = server
            },
          }
          super.loseConnection(error, abort)
        }
      },
    ),
    profiles,
  },
)
