import { MemoryNetwork } from '../spec/memory-network.ts'
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
  ListeningSocket,
  NameOptions,
  Port,
  Protocol,
  SettableWaiter,
  SocketAddress,
  StreamSocket,
  Transport,
  TransportOptions,
} from '../spec/interfaces/index.ts'
import { BaseEventLoop } from './base-event-loop.ts'
import { afterHostTurn, clearTimeout, longestTimeout, now, queueMicrotask, setTimeout } from './host.ts'
import { DatagramSocketTransport } from './datagram-transport.ts'
import { SocketTransport } from './socket-transport.ts'

/** The loop gives the host a turn after this many milliseconds without one. */
const hostTurnEveryMs = 10

/**
 * A loop whose clock jumps to the next timer instead of waiting for it. It is the smallest legal successor, and made for tests.
 * While a timer is left it does not wait for the host. With nothing left to do it waits to be woken.
 */
export class VirtualEventLoop extends BaseEventLoop {
  #time = 0
  #lastHostTurn = now()
  #keepAlive: unknown = null
  #wakeUpPending = false

  /** The machine on which it listens and connects. Loops that share one can talk to each other. */
  readonly network: MemoryNetwork

  constructor({ network = new MemoryNetwork() }: { readonly network?: MemoryNetwork } = {}) {
    super({ turnBudgetMs: hostTurnEveryMs })
    this.network = network
  }

  override time(): number {
    return this.#time
  }

  override select(timeoutMs: number | null): void {
    if (timeoutMs === null) {
      this.#keepAlive = setTimeout(this.#stayAlive, longestTimeout)
      return
    }
    this.#time += timeoutMs
    this.writeToSelf()
  }

  override writeToSelf(): void {
    if (this.#wakeUpPending) return
    this.#wakeUpPending = true
    if (now() - this.#lastHostTurn < hostTurnEveryMs) queueMicrotask(this.#wakeUp)
    else afterHostTurn(this.#wakeUp)
  }

  override *getaddrinfo(
    host: string | null,
    port: Port,
    options?: AddressOptions,
  ): Coroutine<readonly AddressInfo[]> {
    return this.network.lookUp(host, port, options)
  }

  override *getnameinfo(
    address: SocketAddress,
    options?: NameOptions,
  ): Coroutine<[host: string, service: string]> {
    return this.network.nameOf(address, options)
  }

  override *connectSock(
    { address, family }: AddressInfo,
    localInfos: readonly AddressInfo[] | null = null,
  ): Coroutine<StreamSocket> {
    const from = localInfos?.find((info) => info.family === family)?.address ?? null
    return this.network.connect(address, from)
  }

  override *bindSock({ address }: AddressInfo, options?: BindOptions): Coroutine<ListeningSocket> {
    return this.network.bind(address, options)
  }

  override makeSocketTransport(
    sock: StreamSocket,
    protocol: Protocol,
    waiter?: SettableWaiter | null,
    options?: TransportOptions,
  ): Transport {
    return new SocketTransport(this, sock, protocol, waiter, options)
  }

  override *connectPath(path: string): Coroutine<StreamSocket> {
    return this.network.paths.connect(path)
  }

  override *bindPath(path: string): Coroutine<ListeningSocket> {
    return this.network.paths.bind(path)
  }

  override *openDatagramSock(
    route: DatagramRoute,
    options: DatagramSocketOptions,
  ): Coroutine<DatagramSocket> {
    return this.network.datagrams.open(route, options)
  }

  override makeDatagramTransport(
    sock: DatagramSocket,
    protocol: DatagramProtocol,
    address?: SocketAddress | null,
    waiter?: SettableWaiter | null,
  ): DatagramTransport {
    return new DatagramSocketTransport(this, sock, protocol, address, waiter)
  }

  /** Every turn ends the sleep, also a turn that a source of events starts. */
  protected override turn(events?: readonly unknown[]): void {
    clearTimeout(this.#keepAlive)
    super.turn(events)
  }

  readonly #wakeUp = (): void => {
    if (now() - this.#lastHostTurn >= hostTurnEveryMs) this.#lastHostTurn = now()
    this.#wakeUpPending = false
    this.turn()
  }

  /** A running loop keeps the process alive, and on every host only a pending timer does that. */
  readonly #stayAlive = (): void => {
    this.select(null)
  }
}
