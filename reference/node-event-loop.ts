import { AsyncResource } from 'node:async_hooks'
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
import { BaseEventLoop, type BaseEventLoopOptions } from './base-event-loop.ts'
import { longestTimeout } from './host.ts'
import { connectNodeSocket } from './node-connect.ts'
import { openNodeDatagramSocket } from './node-datagram-socket.ts'
import { bindNodeSocket } from './node-listening-socket.ts'
import { lookUp, nameOf } from './node-names.ts'
import { DatagramSocketTransport } from './datagram-transport.ts'
import { bindNodePath, connectNodePath } from './node-unix-socket.ts'
import { nodeHandshake } from './node-tls.ts'
import { SocketTransport } from './socket-transport.ts'
import { SslTransport } from './ssl-transport.ts'

/** A loop on top of Node's event loop: real time, real sockets, one macrotask for each turn. */
export class NodeEventLoop extends BaseEventLoop {
  #timer: NodeJS.Timeout | undefined
  #immediate: NodeJS.Immediate | undefined
  /** Turns run in the asynchronous context of the run, not in that of the code that woke the loop. */
  #runContext = new AsyncResource('EventLoop')

  constructor(options: BaseEventLoopOptions = {}) {
    super(options)
    this.clockResolution = 0.01
  }

  override time(): number {
    return performance.now()
  }

  override runForever(): Promise<void> {
    const run = super.runForever()
    this.#runContext = new AsyncResource('EventLoop')
    // While the loop sleeps without a timer, nothing else may keep the process alive.
    const keepAlive = setInterval(() => undefined, longestTimeout)
    const end = (): void => clearInterval(keepAlive)
    run.then(end, end)
    return run
  }

  override select(timeoutMs: number | null): void {
    if (timeoutMs === 0) this.writeToSelf()
    // If the delay is longer than a timer can take, the turn comes early, reads the clock and sleeps again.
    else if (timeoutMs !== null)
      this.#timer = setTimeout(this.#wakeUp, Math.min(Math.ceil(timeoutMs), longestTimeout))
  }

  override writeToSelf(): void {
    this.#immediate ??= setImmediate(this.#wakeUp)
  }

  override getaddrinfo(
    host: string | null,
    port: Port,
    options?: AddressOptions,
  ): Coroutine<readonly AddressInfo[]> {
    return lookUp(this, host, port, options)
  }

  override getnameinfo(
    address: SocketAddress,
    options?: NameOptions,
  ): Coroutine<[host: string, service: string]> {
    return nameOf(this, address, options)
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

  override connectPath(path: string): Coroutine<StreamSocket> {
    return connectNodePath(this, path)
  }

  override bindPath(path: string, options: Pick<BindOptions, 'backlog'>): Coroutine<ListeningSocket> {
    return bindNodePath(this, path, options)
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

  /** Every turn ends the sleep, also a turn that a source of events starts. */
  protected override turn(events?: readonly unknown[]): void {
    clearTimeout(this.#timer)
    clearImmediate(this.#immediate)
    this.#timer = this.#immediate = undefined
    this.#runContext.runInAsyncScope(this.#turn, undefined, events)
  }

  readonly #turn = (events?: readonly unknown[]): void => {
    super.turn(events)
  }

  readonly #wakeUp = (): void => {
    this.turn()
  }
}
