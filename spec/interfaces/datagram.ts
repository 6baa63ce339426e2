import type { Coroutine } from './coroutine.ts'
import type { NetworkEventLoop } from './network.ts'
import type { SocketAddress } from './socket.ts'
import type { SettableWaiter } from './transport.ts'

/**
 * The program's side of a datagram endpoint. `connectionMade` is called first and `connectionLost` last, once each. Every method is
 * optional.
 */
export interface DatagramProtocol {
  connectionMade?(transport: DatagramTransport): void
  /** One datagram, whole, and who sent it. */
  datagramReceived?(data: Uint8Array, addr: SocketAddress): void
  /** The system refused to send a datagram, or reported that an earlier one did not arrive. The endpoint goes on. */
  errorReceived?(error: unknown): void
  /** The write buffer has grown above its high limit. `resumeWriting` is called before the next `pauseWriting`. */
  pauseWriting?(): void
  /** The write buffer has shrunk to its low limit. */
  resumeWriting?(): void
  /** Null after `close()` or `abort()`. */
  connectionLost?(error: unknown): void
}

/** The loop's side of a datagram endpoint. Sizes are in bytes. */
export interface DatagramTransport {
  /**
   * Sends one datagram to the address. Without one: to the remote address of the endpoint. Throws `TypeError` for anything but a
   * `Uint8Array`, and `ValueError` for an address other than the remote address, if the endpoint has one. What the system refuses goes
   * to `errorReceived`. After `close()` it does not throw.
   */
  sendto(data: Uint8Array, addr?: SocketAddress | null): void
  /** Receives nothing more, sends the buffer, then ends the endpoint. Idempotent. */
  close(): void
  /** Ends the endpoint and drops the buffer. */
  abort(): void
  /** True after the first `close()` or `abort()`. */
  isClosing(): boolean
  getWriteBufferSize(): number
  getWriteBufferLimits(): readonly [low: number, high: number]
  /** As for a stream transport. */
  setWriteBufferLimits(high?: number | null, low?: number | null): void
  setProtocol(protocol: DatagramProtocol): void
  /** Null after `connectionLost`. */
  getProtocol(): DatagramProtocol | null
  /** The value for `socket`, `sockname` or `peername`; otherwise `fallback`. */
  getExtraInfo(name: string, fallback?: unknown): unknown
}

export interface Datagram {
  readonly data: Uint8Array
  readonly addr: SocketAddress
}

/**
 * What a transport needs of a datagram socket. No method blocks. `receiveFrom` and `sendTo` throw the errors of the system, and the
 * socket can be used after them.
 */
export interface DatagramSocket {
  readonly type: 'datagram'
  /** Null if the system does not know it. */
  readonly localAddress: SocketAddress | null
  /** Null unless the socket is connected. */
  readonly remoteAddress: SocketAddress | null
  /** The datagram that has waited longest; null if there is none. */
  receiveFrom(): Datagram | null
  /** Sends a datagram. Null: to the address to which the socket is connected. Returns false if it can send nothing now. */
  sendTo(data: Uint8Array, addr: SocketAddress | null): boolean
  /**
   * Calls back once, as soon as `receiveFrom` may return something or throw; at once if it can now. The callback may be called inside
   * this call, so it should only schedule. Null removes the callback.
   */
  whenReadable(callback: (() => void) | null): void
  /** The same for `sendTo`. */
  whenWritable(callback: (() => void) | null): void
  /** Closes the socket. Datagrams that `sendTo` took are still sent. Idempotent. */
  close(): void
}

export interface DatagramOptions {
  /** The address to receive at. Port 0: the system chooses one. */
  localAddr?: SocketAddress | null
  /** The only address to send to and to hear from. */
  remoteAddr?: SocketAddress | null
  /** 4 or 6; 0 for that of the addresses. It is needed if there is no address. */
  family?: 0 | 4 | 6
  proto?: number
  flags?: number
  /** Also bind a port that another endpoint with this option uses. */
  reusePort?: boolean | null
  /** May send to a broadcast address. */
  allowBroadcast?: boolean | null
  /** A socket, in place of everything else. The transport closes it. */
  sock?: DatagramSocket | null
}

/** A loop that can send and receive datagrams. */
export interface DatagramEventLoop extends NetworkEventLoop {
  /**
   * An endpoint for datagrams. The protocol is made when the socket is open. The coroutine ends after `connectionMade`. Throws
   * `ValueError` for arguments that do not go together, and `OSError`, such as one with the code `EADDRINUSE`, if the socket cannot be
   * opened; then none stays open.
   */
  createDatagramEndpoint<P extends DatagramProtocol>(
    protocolFactory: () => P,
    options?: DatagramOptions,
  ): Coroutine<[DatagramTransport, P]>
}

/** Where a datagram socket is to be. At least one of the addresses is given, or the family alone. */
export interface DatagramRoute {
  readonly family: 4 | 6
  readonly local: SocketAddress | null
  readonly remote: SocketAddress | null
}

/** What a datagram socket is opened with, besides its route. */
export type DatagramSocketOptions = Pick<DatagramOptions, 'reusePort' | 'allowBroadcast'>

/** The hooks that `createDatagramEndpoint` needs. Without one of them it throws a `RuntimeError` that names the hook. */
export interface DatagramHooks {
  /**
   * A socket that is bound to the local address of the route and connected to the remote one. With `allowBroadcast` it is not
   * connected. If the coroutine is cancelled or closed, it leaves no socket open.
   */
  openDatagramSock(route: DatagramRoute, options: DatagramSocketOptions): Coroutine<DatagramSocket>
  /** Makes a transport for a datagram socket, which the transport owns. `address`: the only one to send to. */
  makeDatagramTransport(
    sock: DatagramSocket,
    protocol: DatagramProtocol,
    address?: SocketAddress | null,
    /** Is set after `connectionMade`. */
    waiter?: SettableWaiter | null,
  ): DatagramTransport
}
