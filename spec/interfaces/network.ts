import type { Coroutine } from './coroutine.ts'
import type { EventLoop } from './event-loop.ts'
import type { AddressInfo, SocketAddress, StreamSocket } from './socket.ts'
import type { SslContext } from './tls.ts'
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

export interface NameOptions {
  /** The host as a numeric address, without a lookup. asyncio: `NI_NUMERICHOST`. */
  numericHost?: boolean
  /** The port as a number, without a lookup. asyncio: `NI_NUMERICSERV`. */
  numericService?: boolean
}

export interface ConnectionOptions extends Omit<AddressOptions, 'type'> {
  /** A connected socket, instead of host and port. The transport closes it. */
  sock?: StreamSocket | null
  /** The local address to connect from. */
  localAddr?: SocketAddress | null
  /** Milliseconds after which the next address is tried while the last attempt goes on. Null: one address after the other. */
  happyEyeballsDelay?: number | null
  /** How many addresses of the first family come before the families take turns. 0 keeps the order. */
  interleave?: number | null
  /** True: if no address accepts, an `AggregateError` with all errors is thrown. */
  allErrors?: boolean
  /** The connection is encrypted. True: with the certificates that the system trusts. */
  ssl?: SslContext | boolean | null
  serverHostname?: string | null
  /** Milliseconds. */
  sslHandshakeTimeout?: number | null
  sslShutdownTimeout?: number | null
}

/** A loop that can open connections. */
export interface NetworkEventLoop extends EventLoop {
  /**
   * A connection to `host` and `port`, or over `sock`. The protocol is made when the socket is connected. The coroutine ends after
   * `connectionMade`. Throws `ValueError` for arguments that do not go together, before anything is opened, and `OSError`, or
   * what the host throws in its place, if no address accepts.
   */
  createConnection<P extends Protocol>(
    protocolFactory: () => P,
    host?: string | null,
    port?: Port,
    options?: ConnectionOptions,
  ): Coroutine<[Transport, P]>
  /** The addresses of a name. `createConnection` calls it, so a loop can have a resolver of its own. */
  getaddrinfo(host: string | null, port: Port, options?: AddressOptions): Coroutine<readonly AddressInfo[]>
  /**
   * The names of an address: of its host, and of the service at its port. Throws `OSError`, or what the host throws in its place, if
   * `address.host` is not numeric.
   */
  getnameinfo(address: SocketAddress, options?: NameOptions): Coroutine<[host: string, service: string]>
}
