import type { Coroutine } from './coroutine.ts'
import type { EventLoop } from './event-loop.ts'
import type { AddressInfo, SocketAddress, StreamSocket } from './socket.ts'
import type { Protocol, Transport } from './transport.ts'

/** A number, a numeric string, or the name of a service. */
export type Port = number | string | null

export interface AddressOptions {
  /** 4 or 6; 0 for both. */
  family?: 0 | 4 | 6
  type?: 'stream' | 'datagram'
  proto?: number
  flags?: number
}

export interface ConnectionOptions extends Omit<AddressOptions, 'type'> {
  /** A connected socket in place of host and port. The transport closes it. */
  sock?: StreamSocket | null
  /** Where to connect from. */
  localAddr?: SocketAddress | null
  /** Milliseconds after which the next address is tried beside the one that does not answer. Null: one after the other. */
  happyEyeballsDelay?: number | null
  /** How many addresses of the first family come before families take turns. 0: as they are. */
  interleave?: number | null
  /** Throw an `AggregateError` of all errors when no address answers. */
  allErrors?: boolean
  ssl?: unknown
  serverHostname?: string | null
  /** Milliseconds. */
  sslHandshakeTimeout?: number | null
  sslShutdownTimeout?: number | null
}

/** A loop that connects. */
export interface NetworkEventLoop extends EventLoop {
  /**
   * A connection to `host` and `port`, or over `sock`. The protocol is made once the socket is connected; the coroutine ends
   * after its `connectionMade`. Throws `ValueError` for arguments that do not go together, before anything is opened, and
   * `OSError`, or what the host throws in its place, when no address answers.
   */
  createConnection<P extends Protocol>(
    protocolFactory: () => P,
    host?: string | null,
    port?: Port,
    options?: ConnectionOptions,
  ): Coroutine<[Transport, P]>
  /** The addresses of a name. `createConnection` asks it, so that a loop may bring a resolver of its own. */
  getaddrinfo(host: string | null, port: Port, options?: AddressOptions): Coroutine<readonly AddressInfo[]>
}
