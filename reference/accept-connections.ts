import { isFatalError } from '../spec/errors.ts'
import type {
  Coroutine,
  ListeningSocket,
  Protocol,
  ServerEventLoop,
  ConnectionHooks,
  ServerHooks,
  ServerTls,
  StreamSocket,
  TlsHooks,
  Transport,
  TransportOwner,
} from '../spec/interfaces/index.ts'
import { copyContext } from './context.ts'

/** After the system had no descriptor or no memory left for a connection. asyncio: `ACCEPT_RETRY_DELAY`. */
const acceptRetryDelayMs = 1000
const outOfResources: readonly unknown[] = ['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM']

type ServingLoop = ServerEventLoop & ConnectionHooks & ServerHooks & TlsHooks

/**
 * The hook `startServing` for every successor. At most `backlog` connections are accepted in one iteration, so that callbacks have
 * their turn. Every connection is set up in a task of its own. (clause server.each-connection-has-a-protocol)
 */
export function acceptConnections(
  loop: ServingLoop,
  protocolFactory: () => Protocol,
  sock: ListeningSocket,
  server: TransportOwner,
  backlog: number,
  tls: ServerTls | null = null,
): void {
  const context = copyContext()
  const watch = (): void => {
    sock.whenReadable(() => {
      if (!loop.isClosed()) loop.callSoon(accept, [], { context })
    })
  }
  const accept = (): void => {
    let accepted: StreamSocket | null
    for (let count = 0; count < backlog; count++) {
      try {
        accepted = sock.accept()
      } catch (exception) {
        if (!outOfResources.includes((exception as { code?: unknown }).code)) throw exception
        const message = 'The system has no resource left to accept a connection.'
        loop.callExceptionHandler({ message, exception, socket: sock })
        loop.callLater(acceptRetryDelayMs, () =>
          loop.startServing(protocolFactory, sock, server, backlog, tls),
        )
        return
      }
      if (accepted === null) break
      loop.createTask(setUpConnection(loop, protocolFactory, accepted, server, tls))
    }
    watch()
  }
  watch()
}

/** The protocol and the transport of one connection. What goes wrong ends this connection only, and is reported in debug mode. */
function* setUpConnection(
  loop: ServingLoop,
  protocolFactory: () => Protocol,
  sock: StreamSocket,
  server: TransportOwner,
  tls: ServerTls | null,
): Coroutine<void> {
  let transport: Transport | null = null
  try {
    const protocol = protocolFactory()
    const waiter = loop.createFuture<undefined>()
    if (tls === null) transport = loop.makeSocketTransport(sock, protocol, waiter, { server })
    else {
      const { sslcontext, ...timeouts } = tls
      const options = { server, serverSide: true, ...timeouts }
      transport = loop.makeSslTransport(sock, protocol, sslcontext, waiter, options)
    }
    yield* waiter
  } catch (exception) {
    if (transport === null) sock.close()
    else transport.close()
    if (isFatalError(exception)) throw exception
    if (!loop.getDebug()) return
    loop.callExceptionHandler({ message: 'An incoming connection could not be set up.', exception })
  }
}
