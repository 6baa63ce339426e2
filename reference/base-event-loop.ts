import type {
  AcceptedOptions,
  ConnectionHooks,
  ConnectionOptions,
  Coroutine,
  DatagramEventLoop,
  DatagramHooks,
  DatagramOptions,
  DatagramProtocol,
  DatagramTransport,
  ListeningSocket,
  Port,
  Protocol,
  Server,
  ServerEventLoop,
  ServerHooks,
  ServerOptions,
  ServerTls,
  SslContext,
  StartTlsOptions,
  StreamSocket,
  TlsEventLoop,
  TlsHooks,
  Transport,
  TransportOwner,
  UnixConnectionOptions,
  UnixEventLoop,
  UnixHooks,
  UnixServerOptions,
} from '../spec/interfaces/index.ts'
import { acceptConnections } from './accept-connections.ts'
import type { CoreEventLoopOptions } from './core-event-loop.ts'
import { connectAcceptedSocket, createConnection } from './create-connection.ts'
import { createDatagramEndpoint } from './create-datagram-endpoint.ts'
import { createServer } from './create-server.ts'
import { createUnixConnection, createUnixServer } from './create-unix.ts'
import { MissingHooks } from './missing-hooks.ts'
import { startTls } from './start-tls.ts'

export type BaseEventLoopOptions = CoreEventLoopOptions

/**
 * Everything of a loop except its clock and its sleep. `CoreEventLoop` runs callbacks and tasks; this class adds connections, servers
 * and datagrams, each in a file of its own over the hooks of `MissingHooks`.
 */
export abstract class BaseEventLoop<Event = unknown>
  extends MissingHooks<Event>
  implements
    ServerEventLoop,
    TlsEventLoop,
    DatagramEventLoop,
    UnixEventLoop,
    ConnectionHooks,
    ServerHooks,
    TlsHooks,
    DatagramHooks,
    UnixHooks
{
  createConnection<P extends Protocol>(
    protocolFactory: () => P,
    host: string | null = null,
    port: Port = null,
    options: ConnectionOptions = {},
  ): Coroutine<[Transport, P]> {
    return createConnection(this, protocolFactory, host, port, options)
  }

  createServer(
    protocolFactory: () => Protocol,
    host: string | readonly string[] | null = null,
    port: Port = null,
    options: ServerOptions = {},
  ): Coroutine<Server> {
    return createServer(this, protocolFactory, host, port, options)
  }

  createDatagramEndpoint<P extends DatagramProtocol>(
    protocolFactory: () => P,
    options: DatagramOptions = {},
  ): Coroutine<[DatagramTransport, P]> {
    return createDatagramEndpoint(this, protocolFactory, options)
  }

  connectAcceptedSocket<P extends Protocol>(
    protocolFactory: () => P,
    sock: StreamSocket,
    options: AcceptedOptions = {},
  ): Coroutine<[Transport, P]> {
    return connectAcceptedSocket(this, protocolFactory, sock, options)
  }

  createUnixConnection<P extends Protocol>(
    protocolFactory: () => P,
    path: string | null = null,
    options: UnixConnectionOptions = {},
  ): Coroutine<[Transport, P]> {
    return createUnixConnection(this, protocolFactory, path, options)
  }

  createUnixServer(
    protocolFactory: () => Protocol,
    path: string | null = null,
    options: UnixServerOptions = {},
  ): Coroutine<Server> {
    return createUnixServer(this, protocolFactory, path, options)
  }

  startTls(
    transport: Transport,
    protocol: Protocol,
    sslcontext: SslContext,
    options: StartTlsOptions = {},
  ): Coroutine<Transport> {
    return startTls(this, transport, protocol, sslcontext, options)
  }

  startServing(
    protocolFactory: () => Protocol,
    sock: ListeningSocket,
    server: TransportOwner,
    backlog: number,
    tls: ServerTls | null = null,
  ): void {
    acceptConnections(this, protocolFactory, sock, server, backlog, tls)
  }

  stopServing(sock: ListeningSocket): void {
    sock.close()
  }
}
