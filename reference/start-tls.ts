import { RuntimeError } from '../spec/errors.ts'
import type {
  Coroutine,
  EventLoop,
  Protocol,
  SslContext,
  StartTlsOptions,
  TlsHooks,
  Transport,
} from '../spec/interfaces/index.ts'
import { describeValue } from './describe-value.ts'
import { SocketTransport } from './socket-transport.ts'

/** `startTls` for every successor. See `TlsEventLoop`. */
export function* startTls(
  loop: EventLoop & TlsHooks,
  transport: Transport,
  protocol: Protocol,
  sslcontext: SslContext,
  options: StartTlsOptions,
): Coroutine<Transport> {
  if (typeof sslcontext !== 'object' || (sslcontext as SslContext | null) === null)
    throw new TypeError(`startTls() needs a context of TLS, not ${describeValue(sslcontext)}.`)
  if (!(transport instanceof SocketTransport))
    throw new TypeError(`startTls() expects a transport of this loop, not ${describeValue(transport)}.`)
  if (transport.isClosing())
    throw new RuntimeError('startTls() needs an open connection. This one is closing.')
  const { sock, server } = yield* transport.release()
  const waiter = loop.createFuture<undefined>()
  const settings = { ...options, server, callConnectionMade: false }
  const secure = loop.makeSslTransport(sock, protocol, sslcontext, waiter, settings)
  let done = false
  try {
    yield* waiter
    done = true
  } finally {
    if (!done) secure.abort()
  }
  return secure
}
