/** Connections and servers over TCP and Unix sockets. */
import { once } from 'node:events'
import { renameSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { PeerAddress, PeerState, PeerTlsState } from '../../harness/peers.ts'

/** A connection, and what it has seen since the last look. */
export interface Stream {
  /** After `encrypt`, the encrypted one. */
  socket: Socket
  /** Of the system. Only that can reset the connection, or end it under the encryption. */
  readonly raw: Socket
  received: Uint8Array[]
  ended: boolean
  error: string | null
  tls: PeerTlsState | null
}

export interface Opened {
  readonly number: number
  readonly port: number | null
}

/** Everything that is open, by its number. */
const streams = new Map<number, Stream>()
const servers = new Map<number, { readonly server: Server; readonly accepted: Opened[] }>()
let lastNumber = 0

/** `raw`: the socket of the system, if this one encrypts. */
export function keep(socket: Socket, raw = socket): Opened {
  const stream: Stream = { socket, raw, received: [], ended: false, error: null, tls: null }
  const number = ++lastNumber
  streams.set(number, stream)
  watch(socket, stream)
  return { number, port: socket.localPort ?? null }
}

/** Notes what comes of the socket. */
export function watch(socket: Socket, stream: Stream): void {
  socket.on('data', (data: Buffer) => stream.received.push(data))
  socket.on('end', () => {
    stream.ended = true
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    stream.error = error.code ?? error.message
  })
}

export function keepServer(server: Server, accepted: Opened[]): number {
  const number = ++lastNumber
  servers.set(number, { server, accepted })
  return number
}

export function streamOf(number: number): Stream {
  const stream = streams.get(number)
  if (stream === undefined) throw new Error(`There is no peer ${String(number)}.`)
  return stream
}

/**
 * A socket that is bound to the port of the host; 0: to any. Node cannot bind one that neither listens nor is connected, so it is connected
 * to a server that is here for that.
 */
function connectedFrom(host: string, localPort: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host, port: 0 }, () => {
      keepServer(server, [])
      const { port } = server.address() as AddressInfo
      const socket = connect({ host, port, localAddress: host, localPort })
      const connected = once(socket, 'connect')
      // A check that counts descriptors afterwards must not see the one of the accepted connection appear.
      const accepted = once(server, 'connection')
      Promise.all([connected, accepted]).then(() => resolve(socket), reject)
    })
  })
}

export const streamSteps = {
  connect: (address: PeerAddress): Promise<Opened> =>
    new Promise((resolve, reject) => {
      const socket = connect({ ...address, allowHalfOpen: true })
      socket.once('error', reject)
      socket.once('connect', () => {
        socket.off('error', reject)
        resolve(keep(socket))
      })
    }),

  listen: (path: string | null): Promise<{ number: number; address: PeerAddress }> =>
    new Promise((resolve, reject) => {
      const accepted: Opened[] = []
      const server = createServer({ allowHalfOpen: true }, (socket) => accepted.push(keep(socket)))
      const number = keepServer(server, accepted)
      server.once('error', reject)
      server.listen(path === null ? { host: '127.0.0.1', port: 0 } : { path }, () => {
        const { port } = server.address() as AddressInfo
        resolve({ number, address: path === null ? { host: '127.0.0.1', port } : { path } })
      })
    }),

  /** Takes a port at each of the hosts, without listening there. */
  takePort: async (hosts: readonly string[]): Promise<number> => {
    for (;;) {
      const taken: Socket[] = []
      try {
        for (const host of hosts) taken.push(await connectedFrom(host, taken[0]?.localPort ?? 0))
      } catch (error) {
        for (const socket of taken) socket.destroy()
        // Somebody else has the port at the second host.
        if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') continue
        throw error
      }
      for (const socket of taken) keep(socket)
      return taken[0]?.localPort ?? 0
    }
  },

  /** Leaves a socket at the path at which nobody listens. Node would remove the file under its own name only. */
  putSocket: (path: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const server = createServer()
      server.once('error', reject)
      server.listen({ path: `${path}.new` }, () => {
        renameSync(`${path}.new`, path)
        server.close(() => resolve())
      })
    }),

  accepted: (number: number): readonly Opened[] => servers.get(number)?.accepted.splice(0) ?? [],

  send: (number: number, data: Uint8Array): void => {
    streamOf(number).socket.write(data)
  },

  end: (number: number): void => {
    streamOf(number).socket.end()
  },

  truncate: (number: number): void => {
    streamOf(number).raw.end()
  },

  reset: (number: number): void => {
    const { raw } = streamOf(number)
    raw.resetAndDestroy()
  },

  pause: (number: number): void => {
    streamOf(number).socket.pause()
  },

  resume: (number: number): void => {
    streamOf(number).socket.resume()
  },

  look: (number: number): PeerState => {
    const stream = streamOf(number)
    const received = Buffer.concat(stream.received.splice(0))
    const { socket, ended, error, tls } = stream
    return { received, unsent: socket.writableLength, ended, error, tls }
  },

  forget: (): void => {
    for (const { socket } of streams.values()) socket.destroy()
    for (const { server } of servers.values()) server.close()
    streams.clear()
    servers.clear()
  },
}
