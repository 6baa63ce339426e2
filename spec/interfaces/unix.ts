import type { Coroutine } from './coroutine.ts'
import type { ConnectionOptions } from './network.ts'
import type { BindOptions, ListeningSocket, Server, ServerEventLoop, ServerOptions } from './server.ts'
import type { StreamSocket } from './socket.ts'
import type { Protocol, Transport } from './transport.ts'

export type UnixConnectionOptions = Pick<
  ConnectionOptions,
  'sock' | 'ssl' | 'serverHostname' | 'sslHandshakeTimeout' | 'sslShutdownTimeout'
>

export type UnixServerOptions = Pick<
  ServerOptions,
  'sock' | 'backlog' | 'startServing' | 'ssl' | 'sslHandshakeTimeout' | 'sslShutdownTimeout'
>

/**
 * A loop that has Unix sockets: connections inside one machine, whose addresses are paths of files. A path that begins with a zero byte is a
 * name without a file, which Linux has.
 */
export interface UnixEventLoop extends ServerEventLoop {
  /**
   * A connection to the socket at `path`, or over `sock`. Throws `ValueError` for arguments that do not go together, and `OSError`, such as
   * one with the code `ENOENT` or `ECONNREFUSED`, if nobody listens there.
   */
  createUnixConnection<P extends Protocol>(
    protocolFactory: () => P,
    path?: string | null,
    options?: UnixConnectionOptions,
  ): Coroutine<[Transport, P]>
  /**
   * A server at `path`, or at `sock`, a Unix socket that is bound. A socket that is at the path already is replaced. Throws `ValueError` for
   * arguments that do not go together, and `OSError` if there is a file of another kind.
   */
  createUnixServer(
    protocolFactory: () => Protocol,
    path?: string | null,
    options?: UnixServerOptions,
  ): Coroutine<Server>
}

/** The hooks that Unix sockets need. Without one of them its caller throws a `RuntimeError` that names the hook. */
export interface UnixHooks {
  /** A socket that is connected to the one at the path. If the coroutine is cancelled or closed, it leaves no socket open. */
  connectPath(path: string): Coroutine<StreamSocket>
  /** A socket that is bound to the path. It replaces a socket that is there, and no other file. `close()` removes its file. */
  bindPath(path: string, options: Pick<BindOptions, 'backlog'>): Coroutine<ListeningSocket>
}
