import { defineAdapter } from 'loop-conformance'
import { SslTransport, type Handshake } from 'loop-conformance/reference'
import { nodeHandshake } from 'loop-conformance/reference/node'
import type {
  FailableWaiter,
  Protocol,
  SslContext,
  SslOptions,
  StreamSocket,
  Transport,
} from 'loop-conformance/spec'
import { PlainLoop } from './plain.ts'

/** A handshake of Node that says how long it took: `getExtraInfo('handshakeMs')`. */
function timed(handshake: Handshake): Handshake {
  return (done) => {
    const begun = performance.now()
    return handshake((result) => {
      if (result instanceof Error) done(result)
      else done({ ...result, extra: { ...result.extra, handshakeMs: performance.now() - begun } })
    })
  }
}

/** One method more, and `createConnection`, `createServer` and `startTls` encrypt. */
export class EncryptingLoop extends PlainLoop {
  override makeSslTransport(
    sock: StreamSocket,
    protocol: Protocol,
    sslcontext: SslContext,
    waiter?: FailableWaiter | null,
    options: SslOptions = {},
  ): Transport {
    const handshake = timed(nodeHandshake(sock, sslcontext, options))
    return new SslTransport(this, sock, protocol, sslcontext, handshake, waiter, options)
  }
}

export default defineAdapter({
  name: 'own-tls',
  profiles: ['host', 'base-hooks', 'net', 'net-real', 'server', 'tls', 'streams'],
  newEventLoop: () => new EncryptingLoop(),
})
