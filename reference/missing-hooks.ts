import { RuntimeError } from '../spec/errors.ts'
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
  NameOptions,
  Port,
  Protocol,
  SettableWaiter,
  SocketAddress,
  SslContext,
  SslOptions,
  StreamSocket,
  Transport,
  TransportOptions,
} from '../spec/interfaces/index.ts'
import { CoreEventLoop } from './core-event-loop.ts'

/** The hooks that a successor may leave out. Each throws a `RuntimeError` that names it. */
export abstract class MissingHooks<Event = unknown> extends CoreEventLoop<Event> {
  getaddrinfo(
    _host: string | null,
    _port: Port,
    _options?: AddressOptions,
  ): Coroutine<readonly AddressInfo[]> {
    throw this.missingHook('getaddrinfo')
  }

  getnameinfo(_address: SocketAddress, _options?: NameOptions): Coroutine<[host: string, service: string]> {
    throw this.missingHook('getnameinfo')
  }

  connectSock(_info: AddressInfo, _localInfos?: readonly AddressInfo[] | null): Coroutine<StreamSocket> {
    throw this.missingHook('connectSock')
  }

  makeSocketTransport(
    _sock: StreamSocket,
    _protocol: Protocol,
    _waiter?: SettableWaiter | null,
    _options?: TransportOptions,
  ): Transport {
    throw this.missingHook('makeSocketTransport')
  }

  makeSslTransport(
    _sock: StreamSocket,
    _protocol: Protocol,
    _sslcontext: SslContext,
    _waiter?: FailableWaiter | null,
    _options?: SslOptions,
  ): Transport {
    throw this.missingHook('makeSslTransport')
  }

  bindSock(_info: AddressInfo, _options: BindOptions): Coroutine<ListeningSocket> {
    throw this.missingHook('bindSock')
  }

  connectPath(_path: string): Coroutine<StreamSocket> {
    throw this.missingHook('connectPath')
  }

  bindPath(_path: string, _options: Pick<BindOptions, 'backlog'>): Coroutine<ListeningSocket> {
    throw this.missingHook('bindPath')
  }

  openDatagramSock(_route: DatagramRoute, _options: DatagramSocketOptions): Coroutine<DatagramSocket> {
    throw this.missingHook('openDatagramSock')
  }

  makeDatagramTransport(
    _sock: DatagramSocket,
    _protocol: DatagramProtocol,
    _address?: SocketAddress | null,
    _waiter?: SettableWaiter | null,
  ): DatagramTransport {
    throw this.missingHook('makeDatagramTransport')
  }

  private missingHook(hook: string): RuntimeError {
    return new RuntimeError(`${this.constructor.name} does not define the hook ${hook}().`)
  }
}
