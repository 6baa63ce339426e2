import type {
  DatagramRoute,
  DatagramSocket,
  DatagramSocketOptions,
  ListeningSocket,
  SocketAddress,
  StreamSocket,
} from '../../spec/index.ts'
import {
  PeerError,
  type DatagramPeer,
  type PeerAddress,
  type PeerConnection,
  type PeerDatagram,
  type PeerFiles,
  type Peers,
  type PeerServer,
  type PeerState,
} from './peers.ts'

/** The network in memory of a loop that has no other: `MemoryNetwork`, or one like it. */
export interface LoopNetwork {
  connect(address: SocketAddress): StreamSocket
  readonly paths?: LoopPaths
  bind?(address: SocketAddress): ListeningSocket
  readonly datagrams?: { open(route: DatagramRoute, options?: DatagramSocketOptions): DatagramSocket }
}

/** Its Unix sockets: `MemoryPaths`. */
interface LoopPaths extends PeerFiles {
  bind(path: string): ListeningSocket
  connect(path: string): StreamSocket
}

/** How many connections may wait at a peer. */
const mostWaiting = 100

/** The network of a loop; null for a loop that uses that of the system. */
export function networkOf(loop: object): LoopNetwork | null {
  const { network } = loop as { network?: { connect?: unknown } | null }
  return typeof network?.connect === 'function' ? (network as LoopNetwork) : null
}

/** Peers on the network of one loop. */
export class MemoryPeers implements Peers {
  readonly #network: LoopNetwork

  constructor(network: LoopNetwork) {
    this.#network = network
  }

  connect(address: PeerAddress): PeerConnection {
    try {
      return new MemoryPeer(
        'path' in address ? this.#paths.connect(address.path) : this.#network.connect(address),
      )
    } catch (error) {
      throw new PeerError(codeOf(error), (error as Error).message)
    }
  }

  listen({ path }: { readonly path?: string } = {}): PeerServer {
    const sock = path === undefined ? this.#bindPort() : this.#paths.bind(path)
    sock.listen(mostWaiting)
    const accepted = (): readonly PeerConnection[] => {
      const connections: PeerConnection[] = []
      for (let one = sock.accept(); one !== null; one = sock.accept()) connections.push(new MemoryPeer(one))
      return connections
    }
    const address = path === undefined ? sock.localAddress : { path }
    return { address: address as PeerAddress, accepted }
  }

  refusingPort(hosts: readonly string[] = ['127.0.0.1']): number {
    // A socket that is bound, and does not listen.
    return hosts.reduce((port, host) => this.#bindPort(host, port).localAddress?.port ?? port, 0)
  }

  #bindPort(host = '127.0.0.1', port = 0): ListeningSocket {
    if (this.#network.bind === undefined)
      throw new PeerError('EOPNOTSUPP', 'A peer cannot listen at a port of this network in memory.')
    try {
      return this.#network.bind({ host, port })
    } catch (error) {
      throw new PeerError(codeOf(error), (error as Error).message)
    }
  }

  get files(): PeerFiles {
    return this.#paths
  }

  get #paths(): LoopPaths {
    const { paths } = this.#network
    if (paths === undefined) throw new PeerError('EAFNOSUPPORT', 'This network in memory has no paths.')
    return paths
  }

  bind({ host = '127.0.0.1', port = 0 }: Partial<SocketAddress> = {}): DatagramPeer {
    const { datagrams } = this.#network
    if (datagrams === undefined)
      throw new PeerError('EOPNOTSUPP', 'This network in memory carries no datagrams.')
    try {
      const family = host.includes(':') ? 6 : 4
      return datagramPeer(
        datagrams.open({ family, local: { host, port }, remote: null }, { allowBroadcast: true }),
      )
    } catch (error) {
      throw new PeerError(codeOf(error), (error as Error).message)
    }
  }

  forget(): void {
    // Nobody else can reach the network.
  }
}

function datagramPeer(sock: DatagramSocket): DatagramPeer {
  return {
    address: sock.localAddress as SocketAddress,
    sendTo(data, to) {
      sock.sendTo(data, to)
    },
    arrived() {
      const arrived: PeerDatagram[] = []
      for (let one = sock.receiveFrom(); one !== null; one = sock.receiveFrom())
        arrived.push({ data: one.data, from: one.addr })
      return arrived
    },
    close: () => sock.close(),
  }
}

/** It receives at once, unless it is paused, as the thread of other peers does. */
class MemoryPeer implements PeerConnection {
  readonly port: number | null
  readonly #sock: StreamSocket & { reset?(): void }
  readonly #toSend: Uint8Array[] = []
  #received: Uint8Array[] = []
  #ended = false
  #error: string | null = null
  #paused = false

  constructor(sock: StreamSocket) {
    this.#sock = sock
    this.port = sock.localAddress?.port ?? null
    this.#receive()
  }

  send(data: Uint8Array): void {
    this.#toSend.push(data)
    this.#flush()
  }

  end(): void {
    this.#sock.shutdownWrite()
  }

  truncate(): void {
    throw new PeerError('EOPNOTSUPP', 'A network in memory does not encrypt.')
  }

  reset(): void {
    this.#error = 'ECONNRESET'
    if (this.#sock.reset === undefined) this.#sock.abort()
    else this.#sock.reset()
  }

  pause(): void {
    this.#paused = true
    this.#sock.whenReadable(null)
  }

  resume(): void {
    this.#paused = false
    this.#receive()
  }

  encrypt(): void {
    throw new PeerError('EOPNOTSUPP', 'A network in memory does not encrypt.')
  }

  look(): PeerState {
    const parts = this.#received.splice(0)
    const received = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
    let at = 0
    for (const part of parts) {
      received.set(part, at)
      at += part.length
    }
    const unsent = this.#toSend.reduce((size, data) => size + data.length, 0)
    return { received, unsent, ended: this.#ended, error: this.#error, tls: null }
  }

  readonly #flush = (): void => {
    try {
      for (let data = this.#toSend[0]; data !== undefined; data = this.#toSend[0]) {
        const count = this.#sock.send(data)
        if (count < data.length) this.#toSend[0] = data.subarray(count)
        else this.#toSend.shift()
        if (count === 0) {
          this.#sock.whenWritable(this.#flush)
          return
        }
      }
    } catch (error) {
      this.#error = codeOf(error)
    }
  }

  readonly #receive = (): void => {
    try {
      while (!this.#paused && !this.#ended) {
        const data = this.#sock.receive(65_536)
        if (data === null) {
          this.#sock.whenReadable(this.#receive)
          return
        }
        if (data.length > 0) this.#received.push(data)
        else this.#ended = true
      }
    } catch (error) {
      this.#error = codeOf(error)
    }
  }
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : 'EIO'
}
