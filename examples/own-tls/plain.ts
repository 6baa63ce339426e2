import { defineAdapter } from 'loop-conformance'
import { SocketTransport } from 'loop-conformance/reference'
import { bindNodeSocket, connectNodeSocket, lookUp } from 'loop-conformance/reference/node'
import type {
  AddressInfo,
  AddressOptions,
  BindOptions,
  Coroutine,
  ListeningSocket,
  Port,
  Protocol,
  SettableWaiter,
  StreamSocket,
  Transport,
  TransportOptions,
} from 'loop-conformance/spec'
import { MinimalLoop } from '../minimal/index.ts'

/**
 * A loop whose connections are plain text. Three methods say what an address, a connected and a listening socket are on this host, and
 * `makeSocketTransport` makes a connection of a socket. From these the base makes `createConnection` and `createServer`.
 */
export class PlainLoop extends MinimalLoop {
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

  override makeSocketTransport(
    sock: StreamSocket,
    protocol: Protocol,
    waiter?: SettableWaiter | null,
    options?: TransportOptions,
  ): Transport {
    return new SocketTransport(this, sock, protocol, waiter, options)
  }
}

export default defineAdapter({
  name: 'own-tls/plain',
  profiles: ['host', 'base-hooks', 'net', 'net-real', 'server', 'streams'],
  newEventLoop: () => new PlainLoop(),
})
