import type { Socket } from 'node:net'
import {
  checkServerIdentity,
  connect,
  createServer,
  type ConnectionOptions,
  type SecureContextOptions,
  type TLSSocket,
  type TlsOptions,
} from 'node:tls'
import { OSError, ValueError } from '../spec/errors.ts'
import type { SslContext, SslOptions, StreamSocket } from '../spec/interfaces/index.ts'
import { NodeSocket } from './node-socket.ts'
import type { Encrypted, Handshake } from './ssl-transport.ts'

/** Errors of the library have codes of their own. Here each is an `OSError`, as `ssl.SSLError` is in Python. */
const asOsError = (error: NodeJS.ErrnoException): OSError => new OSError(error.message, error.code)

/** The handshake over a `NodeSocket`, which must not be used any more. Throws `ValueError` for another socket. */
export function nodeHandshake(sock: StreamSocket, context: SslContext, options: SslOptions): Handshake {
  if (!(sock instanceof NodeSocket))
    throw new ValueError('TLS on Node needs a NodeSocket: a socket of createConnection() or createServer().')
  const raw = sock.release()
  return options.serverSide === true
    ? (done) => acceptHandshake(raw, context, done)
    : (done) => beginHandshake(raw, context, options.serverHostname ?? '', done)
}

type Done = Parameters<Handshake>[0]

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
  const onError = (error: Error): void => done(asOsError(error))
  secure.once('error', onError)
  secure.once('secureConnect', () => {
    secure.off('error', onError)
    done(encrypted(secure))
  })
  return () => secure.destroy()
}

/** Node accepts handshakes in a server only. This one gets its connection by hand. */
function acceptHandshake(raw: Socket, context: SslContext, done: Done): () => void {
  const settings: TlsOptions & { allowHalfOpen: boolean } = { ...common(context), allowHalfOpen: true }
  const server = createServer(settings)
  server.once('secureConnection', (secure) => done(encrypted(secure)))
  server.once('tlsClientError', (error) => done(asOsError(error)))
  server.emit('connection', raw)
  return () => raw.destroy()
}

function common({ cert, key, ca, alpnProtocols, ...versions }: SslContext): SecureContextOptions {
  return {
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(ca === undefined ? {} : { ca }),
    ...(alpnProtocols === undefined ? {} : { ALPNProtocols: [...alpnProtocols] }),
    minVersion: versions.minimumVersion ?? 'TLSv1.2',
    maxVersion: versions.maximumVersion ?? 'TLSv1.3',
  }
}

function encrypted(secure: TLSSocket): Encrypted {
  const { name, version } = secure.getCipher()
  const certificate = secure.getPeerCertificate()
  const peercert = Object.keys(certificate).length === 0 ? null : certificate
  return { sock: new NodeSocket(secure), extra: { ssl_object: secure, cipher: [name, version], peercert } }
}
