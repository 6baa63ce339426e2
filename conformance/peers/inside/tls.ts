/** Connections and servers over TLS. What comes after the handshake is a stream like any other. */
import { createServer as createPlainServer, type AddressInfo, type Socket } from 'node:net'
import { connect, createServer, type ConnectionOptions, type TLSSocket, type TlsOptions } from 'node:tls'
import type { PeerAddress, PeerTls, PeerTlsState } from '../../harness/peers.ts'
import { keep, keepServer, streamOf, watch, type Opened } from './streams.ts'

function settingsOf({ cert, key, ca, alpnProtocols, versions }: PeerTls): ConnectionOptions & TlsOptions {
  return {
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(ca === undefined ? {} : { ca }),
    ...(alpnProtocols === undefined ? {} : { ALPNProtocols: [...alpnProtocols] }),
    minVersion: versions?.[0] ?? 'TLSv1.2',
    maxVersion: versions?.[1] ?? 'TLSv1.3',
    // A peer takes what it gets. It is the candidate that is judged.
    rejectUnauthorized: false,
  }
}

function stateOf(secure: TLSSocket, serverHostname: string | null): PeerTlsState {
  const { subject } = secure.getPeerCertificate() as { subject?: { CN?: string } }
  return {
    version: secure.getProtocol(),
    alpnProtocol: secure.alpnProtocol === false ? null : secure.alpnProtocol,
    certificate: subject?.CN ?? null,
    serverHostname,
  }
}

/** Node accepts handshakes in a server only. This one gets its connection by hand, so that the socket of the system is known. */
function accept(raw: Socket, tls: PeerTls, onSecure: (secure: TLSSocket) => void): void {
  const server = createServer(settingsOf(tls), onSecure)
  // A candidate may refuse this end. The check asks the candidate about it.
  server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy())
  server.emit('connection', raw)
}

export const tlsSteps = {
  /** Begins a handshake over an open connection. It goes on in the background, because the candidate takes part in it. */
  encrypt: (number: number, tls: PeerTls): void => {
    const stream = streamOf(number)
    const { serverHostname = '' } = tls
    stream.socket.removeAllListeners('data')
    if (tls.serverSide === true) {
      accept(stream.socket, tls, (secure) => {
        stream.socket = secure
        watch(secure, stream)
        stream.tls = stateOf(secure, null)
      })
      return
    }
    const secure = connect({ socket: stream.socket, servername: serverHostname, ...settingsOf(tls) })
    stream.socket = secure
    watch(secure, stream)
    secure.once('secureConnect', () => {
      stream.tls = stateOf(secure, serverHostname)
    })
  },

  listenTls: (tls: PeerTls, path: string | null): Promise<{ number: number; address: PeerAddress }> =>
    new Promise((resolve, reject) => {
      const accepted: Opened[] = []
      const server = createPlainServer({ allowHalfOpen: true }, (raw) =>
        accept(raw, tls, (secure) => {
          const opened = keep(secure, raw)
          const { servername } = secure as { servername?: string | false }
          streamOf(opened.number).tls = stateOf(secure, servername === false ? null : (servername ?? null))
          if (tls.greeting !== undefined) secure.write(tls.greeting)
          accepted.push(opened)
        }),
      )
      server.once('error', reject)
      server.listen(path === null ? { host: '127.0.0.1', port: 0 } : { path }, () => {
        const { port } = server.address() as AddressInfo
        const address = path === null ? { host: '127.0.0.1', port } : { path }
        resolve({ number: keepServer(server, accepted), address })
      })
    }),
}
