import type { Socket } from 'node:net'
import {
  checkServerIdentity,
  connect,
  createSecureContext,
  TLSSocket,
  type ConnectionOptions,
  type SecureContext,
} from 'node:tls'
import { OSError, ValueError } from '../spec/errors.ts'
import type { SslContext, SslOptions, StreamSocket } from '../spec/interfaces/index.ts'
import { abandon, NodeSocket } from './node-socket.ts'
import { handOver } from './open-handles.ts'
import type { Encrypted, Handshake } from './ssl-transport.ts'

/** Errors of the library have codes of their own. Here each is an `OSError`, as `ssl.SSLError` is in Python. */
const asOsError = (error: NodeJS.ErrnoException): OSError => new OSError(error.message, error.code)

/** The handshake over a `NodeSocket`, which must not be used any more. Throws `ValueError` for another socket. */
export function nodeHandshake(sock: StreamSocket, context: SslContext, options: SslOptions): Handshake {
  if (!(sock instanceof NodeSocket))
    throw new ValueError('TLS on Node needs a NodeSocket: a socket of createConnection() or createServer().')
  const raw = sock.release()
  // What came of it before is not told again.
  if (raw.readableEnded || raw.destroyed) return (done) => refuseHandshake(raw, done)
  return options.serverSide === true
    ? (done) => acceptHandshake(raw, context, done)
    : (done) => beginHandshake(raw, context, options.serverHostname ?? '', done)
}

type Done = Parameters<Handshake>[0]

const ended = (): OSError => new OSError('The peer ended the TLS handshake.', 'ECONNRESET')

function refuseHandshake(raw: Socket, done: Done): () => void {
  done(ended())
  return () => raw.destroy()
}

function beginHandshake(raw: Socket, context: SslContext, hostname: string, done: Done): () => void {
  const { verify = true, checkHostname = true } = context
  const settings: ConnectionOptions = {
    socket: raw,
    ...common(context),
    rejectUnauthorized: verify,
    checkServerIdentity: (_host, certificate) =>
      checkHostname ? checkServerIdentity(hostname, certificate) : undefined,
    // An address is no name: it is not sent.
    ...(hostname === '' || /^[\d.]+$|:/.test(hostname) ? {} : { servername: hostname }),
  }
  const secure = connect(settings)
  handOver(raw, secure, () => abandon(secure))
  const onError = (error: Error): void => done(asOsError(error))
  secure.once('error', onError)
  secure.once('secureConnect', () => {
    secure.off('error', onError)
    done(encrypted(secure))
  })
  return () => secure.destroy()
}

function acceptHandshake(raw: Socket, context: SslContext, done: Done): () => void {
  const secure = new TLSSocket(raw, { isServer: true, ...common(context) })
  handOver(raw, secure, () => abandon(secure))
  const end = (result: Encrypted | Error): void => {
    secure.off('error', onError).off('end', onEnd).off('close', onEnd)
    done(result)
  }
  const onError = (error: Error): void => end(asOsError(error))
  const onEnd = (): void => end(ended())
  // After the end of the peer's stream Node waits for this end. (clause tls.broken-handshake-costs-one-connection)
  secure.once('error', onError).once('end', onEnd).once('close', onEnd)
  // Only a client emits 'secureConnect'.
  secure.once('secure', () => end(encrypted(secure)))
  return () => secure.destroy()
}

function common(context: SslContext): { secureContext: SecureContext; ALPNProtocols?: string[] } {
  const { alpnProtocols } = context
  return {
    secureContext: secureContextOf(context),
    ...(alpnProtocols === undefined ? {} : { ALPNProtocols: [...alpnProtocols] }),
  }
}

/** Certificates and keys are read once, and not for each connection. */
const secureContexts = new WeakMap<SslContext, SecureContext>()

function secureContextOf(context: SslContext): SecureContext {
  const known = secureContexts.get(context)
  if (known !== undefined) return known
  const { cert, key, ca, minimumVersion = 'TLSv1.2', maximumVersion = 'TLSv1.3' } = context
  const made = createSecureContext({
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(ca === undefined ? {} : { ca }),
    minVersion: minimumVersion,
    maxVersion: maximumVersion,
  })
  secureContexts.set(context, made)
  return made
}

function encrypted(secure: TLSSocket): Encrypted {
  const { name, version } = secure.getCipher()
  const certificate = secure.getPeerCertificate()
  const peercert = Object.keys(certificate).length === 0 ? null : certificate
  return { sock: new NodeSocket(secure), extra: { ssl_object: secure, cipher: [name, version], peercert } }
}
