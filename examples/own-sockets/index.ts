import { defineAdapter } from 'loop-conformance'
import { DatagramSocketTransport, SocketTransport, SslTransport } from 'loop-conformance/reference'
import {
  bindNodePath,
  bindNodeSocket,
  connectNodePath,
  connectNodeSocket,
  lookUp,
  nodeHandshake,
  openNodeDatagramSocket,
} from 'loop-conformance/reference/node'
import type {
  AddressInfo,
  AddressOptions,
  BindOptions,
  Coroutine,
  DatagramProtocol,
  DatagramRoute,
  DatagramSocket,
  DatagramSocketOptions,
  DatagramTransport,
  FailableWaiter,
  ListeningSocket,
  Port,
  Protocol,
  SettableWaiter,
  SocketAddress,
  SslContext,
  SslOptions,
  StreamSocket,
  Transport,
  TransportOptions,
} from 'loop-conformance/spec'
import { MinimalLoop } from '../minimal/index.ts'

/** A loop with its own scheduler and Node's sockets. Nine methods make all its kinds of connections work. */
export class ConnectingLoop extends MinimalLoop {
  override getaddrinfo(
    host: string | null,
    port: Port,
    options?: AddressOptions,
  ): Coroutine<readonly AddressInfo[]> {
    return lookUp(this, host, port, options)
  }

  override connectSock(
    info: AddressInfo,
    localInfos: readonly AddressInfo[] | null = null,
  ): Coroutine<StreamSocket> {
    return connectNodeSocket(this, info, localInfos)
  }

  override bindSock(info: AddressInfo, options: BindOptions): Coroutine<ListeningSocket> {
    return bindNodeSocket(this, info, options)
  }

  override connectPath(path: string): Coroutine<StreamSocket> {
    return connectNodePath(this, path)
  }

  override bindPath(path: string, options: BindOptions): Coroutine<ListeningSocket> {
    return bindNodePath(this, path, options)
  }

  override makeSslTransport(
    sock: StreamSocket,
    protocol: Protocol,
    sslcontext: SslContext,
    waiter?: FailableWaiter | null,
    options: SslOptions = {},
  ): Transport {
    const handshake = nodeHandshake(sock, sslcontext, options)
    return new SslTransport(this, sock, protocol, sslcontext, handshake, waiter, options)
  }

  override makeSocketTransport(
    sock: StreamSocket,
    protocol: Protocol,
    waiter?: SettableWaiter | null,
    options?: TransportOptions,
  ): Transport {
    return new SocketTransport(this, sock, protocol, waiter, options)
  }

  override openDatagramSock(route: DatagramRoute, options: DatagramSocketOptions): Coroutine<DatagramSocket> {
    return openNodeDatagramSocket(this, route, options)
  }

  override makeDatagramTransport(
    sock: DatagramSocket,
    protocol: DatagramProtocol,
    address?: SocketAddress | null,
    waiter?: SettableWaiter | null,
  ): DatagramTransport {
    return new DatagramSocketTransport(this, sock, protocol, address, waiter)
  }
}

export default defineAdapter({
  name: 'own-sockets',
  profiles: [
    'host',
    'timers-real',
    'base-hooks',
    'net',
    'net-real',
    'server',
    'tls',
    'datagram',
    'unix',
    'streams',
    'eager',
    'debug',
    'gc',
  ],
  newEventLoop: () => new ConnectingLoop(),
})
