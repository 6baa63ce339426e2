import { OSError } from './errors.ts'
import type {
  Datagram,
  DatagramRoute,
  DatagramSocket,
  DatagramSocketOptions,
  SocketAddress,
} from './interfaces/index.ts'

/** The first port that the network chooses itself. */
const firstFreePort = 49_152
/** The most that IPv4 carries in one datagram, in bytes. */
const longest = 65_507
const wildcards: readonly string[] = ['0.0.0.0', '::']
/** Everyone, and everyone on the loopback interface. A socket at `0.0.0.0` receives what is sent to them. */
const broadcasts: readonly string[] = ['255.255.255.255', '127.255.255.255']
const loopback = { 4: '127.0.0.1', 6: '::1' } as const

/**
 * The datagram sockets of a machine in memory. A datagram arrives inside the call that sends it, so a test that uses it is
 * deterministic. Nothing is lost. Its errors have the codes of a system: `EADDRINUSE`, `EADDRNOTAVAIL`, `EMSGSIZE`, `EACCES`,
 * `EDESTADDRREQ`, and `ECONNREFUSED` at a connected socket whose datagram reached nobody.
 */
export class MemoryDatagrams {
  readonly #open = new Set<MemoryDatagramSocket>()
  #lastPort = firstFreePort - 1

  /** A socket that is bound and connected as the route says. */
  open(
    { family, local, remote }: DatagramRoute,
    { allowBroadcast, reusePort }: DatagramSocketOptions = {},
  ): MemoryDatagramSocket {
    const wanted = local ?? { host: remote === null ? anyHost(family) : loopback[family], port: 0 }
    if (![...wildcards, ...Object.values(loopback)].includes(wanted.host))
      throw new OSError(`This machine does not have the address ${wanted.host}.`, 'EADDRNOTAVAIL')
    const bound = { host: wanted.host, port: wanted.port === 0 ? ++this.#lastPort : wanted.port }
    const others = [...this.#open].filter(({ localAddress }) => isSame(localAddress, bound))
    if (others.some((other) => !(other.isShared && reusePort === true)))
      throw new OSError(`${bound.host} port ${String(bound.port)} is already in use.`, 'EADDRINUSE')
    const sock = new MemoryDatagramSocket(
      this,
      bound,
      allowBroadcast === true ? null : remote,
      allowBroadcast === true,
      reusePort === true,
    )
    this.#open.add(sock)
    return sock
  }

  /** The socket that receives what is sent to the address. */
  find(address: SocketAddress, from: SocketAddress): MemoryDatagramSocket | undefined {
    return [...this.#open].find((sock) => isSame(sock.localAddress, address) && sock.hears(from))
  }

  forget(sock: MemoryDatagramSocket): void {
    this.#open.delete(sock)
  }
}

/** A datagram socket of a `MemoryDatagrams`. */
export class MemoryDatagramSocket implements DatagramSocket {
  readonly type = 'datagram'
  readonly localAddress: SocketAddress
  readonly remoteAddress: SocketAddress | null
  readonly mayBroadcast: boolean
  readonly isShared: boolean
  readonly #machine: MemoryDatagrams
  readonly #arrived: (Datagram | OSError)[] = []
  #isBlocked = false
  #onReadable: (() => void) | null = null
  #onWritable: (() => void) | null = null

  constructor(
    machine: MemoryDatagrams,
    localAddress: SocketAddress,
    remoteAddress: SocketAddress | null,
    mayBroadcast: boolean,
    isShared: boolean,
  ) {
    this.#machine = machine
    this.localAddress = localAddress
    this.remoteAddress = remoteAddress
    this.mayBroadcast = mayBroadcast
    this.isShared = isShared
  }

  /** While it is blocked, the socket can send nothing, as if the system had no room. */
  get isBlocked(): boolean {
    return this.#isBlocked
  }

  set isBlocked(value: boolean) {
    this.#isBlocked = value
    if (!value) this.#tellWritable()
  }

  receiveFrom(): Datagram | null {
    const next = this.#arrived.shift() ?? null
    if (next instanceof OSError) throw next
    return next
  }

  sendTo(data: Uint8Array, addr: SocketAddress | null): boolean {
    if (this.#isBlocked) return false
    const to = addr ?? this.remoteAddress
    if (to === null) throw new OSError('The datagram has no address to go to.', 'EDESTADDRREQ')
    if (data.length > longest)
      throw new OSError(`A datagram of ${String(data.length)} bytes is too long.`, 'EMSGSIZE')
    if (broadcasts.includes(to.host) && !this.mayBroadcast)
      throw new OSError('Only an endpoint with allowBroadcast may send to everyone.', 'EACCES')
    const { host, port } = this.localAddress
    const from = wildcards.includes(host) ? { host: to.host, port } : this.localAddress
    const receiver = this.#machine.find(to, from)
    if (receiver !== undefined) receiver.add({ data: data.slice(), addr: from })
    else if (this.remoteAddress !== null)
      this.add(new OSError(`Nothing receives at ${to.host} port ${String(to.port)}.`, 'ECONNREFUSED'))
    return true
  }

  whenReadable(callback: (() => void) | null): void {
    this.#onReadable = callback
    if (this.#arrived.length > 0) this.#tellReadable()
  }

  whenWritable(callback: (() => void) | null): void {
    this.#onWritable = callback
    if (!this.#isBlocked) this.#tellWritable()
  }

  close(): void {
    this.#onReadable = this.#onWritable = null
    this.#machine.forget(this)
  }

  /** A connected socket hears its peer only. */
  hears(from: SocketAddress): boolean {
    return this.remoteAddress === null || isSame(this.remoteAddress, from)
  }

  /** Adds a datagram that has arrived, or an error that `receiveFrom()` throws in its turn. */
  add(one: Datagram | OSError): void {
    this.#arrived.push(one)
    this.#tellReadable()
  }

  #tellReadable(): void {
    const callback = this.#onReadable
    this.#onReadable = null
    callback?.()
  }

  #tellWritable(): void {
    const callback = this.#onWritable
    this.#onWritable = null
    callback?.()
  }
}

const familyOf = (host: string): 4 | 6 => (host.includes(':') ? 6 : 4)
const anyHost = (family: 4 | 6): string => (family === 6 ? '::' : '0.0.0.0')

/** Whether both are the same port of the same host. A wildcard is every host of its family. */
const isSame = (one: SocketAddress, other: SocketAddress): boolean =>
  one.port === other.port &&
  (one.host === other.host ||
    (familyOf(one.host) === familyOf(other.host) &&
      (wildcards.includes(one.host) || wildcards.includes(other.host))))
