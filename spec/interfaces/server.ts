import type { Coroutine } from './coroutine.ts'
import type { EventLoop } from './event-loop.ts'
import type { NetworkEventLoop, Port } from './network.ts'
import type { AddressInfo, SocketAddress, StreamSocket } from './socket.ts'
import type { SslContext, SslOptions } from './tls.ts'
import type { Protocol, Transport, TransportOwner } from './transport.ts'

/**
 * What a server needs of a socket that listens. No method blocks: `accept` returns at once, and the socket calls back when it can
 * go on.
 */
export interface ListeningSocket {
  readonly type: 'stream'
  /** Null if the system does not know it. */
  readonly localAddress: SocketAddress | null
  /**
   * Begins to listen. Until then a connection is refused, or waits if the host cannot refuse it. At most `backlog` connections wait to
   * be accepted.
   */
  listen(backlog: number): void
  /** A connection that a peer has opened; null if there is none, or after `close()`. Throws the errors of the system, such as `EMFILE`. */
  accept(): StreamSocket | null
  /** Calls back once, as soon as `accept` may return a connection; at once if it can now. Null removes the callback. */
  whenReadable(callback: (() => void) | null): void
  /** Stops listening. Connections that have been accepted stay. Idempotent. */
  close(): void
}

/** A socket of a server, as `server.sockets` shows it. */
export interface ServerSocket {
  readonly localAddress: SocketAddress | null
}

export interface ServerOptions {
  /** 4 or 6; 0 for both. */
  family?: 0 | 4 | 6
  flags?: number
  /** A socket that is bound, in place of host and port. The server closes it. */
  sock?: ListeningSocket | null
  /** How many connections may wait to be accepted. Default: 100. */
  backlog?: number
  /** Also bind a port that connections used a moment ago. Default: true, as the system has it on POSIX. */
  reuseAddress?: boolean | null
  /** Also bind a port that another server with this option uses. */
  reusePort?: boolean | null
  /** False: the server accepts nothing until `startServing()` or `serveForever()`. Default: true. */
  startServing?: boolean
  /** Every connection is encrypted, with the certificate of this context. */
  ssl?: SslContext | null
  /** Milliseconds. */
  sslHandshakeTimeout?: number | null
  sslShutdownTimeout?: number | null
}

/** What `createServer` returns. It makes a protocol and a transport for each connection. */
export interface Server {
  /** The sockets that listen, in the order of the hosts. Empty after `close()`. */
  readonly sockets: readonly ServerSocket[]
  getLoop(): EventLoop
  /** True from the start of serving until `close()`. */
  isServing(): boolean
  /** Begins to accept. If it does so already, it does nothing. */
  startServing(): Coroutine<void>
  /**
   * Accepts until its task is cancelled; then the server is closed. Throws `RuntimeError` if another call is in progress, or the
   * server is closed.
   */
  serveForever(): Coroutine<void>
  /** Stops accepting. Open connections stay open. Idempotent. */
  close(): void
  /** Ends when the server is closed and its last connection has ended. */
  waitClosed(): Coroutine<void>
  /** Closes the transport of every open connection. Since 3.13. */
  closeClients(): void
  /** Aborts the transport of every open connection. Since 3.13. */
  abortClients(): void
}

/** A loop that can accept connections. */
export interface ServerEventLoop extends NetworkEventLoop {
  /**
   * A server at every address of `host`, or at `sock`. Without a host: at every address of the machine. Port 0: the system chooses
   * one. `protocolFactory` is called for each connection. Throws `ValueError` for arguments that do not go together, and
   * `OSError`, such as one with the code `EADDRINUSE`, if an address cannot be bound; then it leaves no socket open.
   */
  createServer(
    protocolFactory: () => Protocol,
    host?: string | readonly string[] | null,
    port?: Port,
    options?: ServerOptions,
  ): Coroutine<Server>
  /**
   * A protocol and a transport for a connection that other code has accepted. It ends after `connectionMade`. The transport closes
   * `sock`, also if the coroutine is cancelled. Throws `ValueError` if `sock` is not a stream.
   */
  connectAcceptedSocket<P extends Protocol>(
    protocolFactory: () => P,
    sock: StreamSocket,
    options?: AcceptedOptions,
  ): Coroutine<[Transport, P]>
}

export type AcceptedOptions = Pick<ServerOptions, 'ssl' | 'sslHandshakeTimeout' | 'sslShutdownTimeout'>

/** The hooks that `createServer` needs. Without one of them it throws a `RuntimeError` that names the hook. */
export interface ServerHooks {
  /** A socket that is bound to one address. If the coroutine is cancelled or closed, it leaves no socket open. */
  bindSock(info: AddressInfo, options: BindOptions): Coroutine<ListeningSocket>
  /** Accepts connections of a socket and makes a protocol and a transport for each. asyncio: `_start_serving`. */
  startServing(
    protocolFactory: () => Protocol,
    sock: ListeningSocket,
    server: TransportOwner,
    backlog: number,
    tls?: ServerTls | null,
  ): void
  /** Accepts nothing more, and closes the socket. asyncio: `_stop_serving`. */
  stopServing(sock: ListeningSocket): void
}

/** How a server encrypts. */
export interface ServerTls extends Pick<SslOptions, 'sslHandshakeTimeout' | 'sslShutdownTimeout'> {
  readonly sslcontext: SslContext
}

export type BindOptions = Pick<ServerOptions, 'reuseAddress' | 'reusePort' | 'backlog'>
