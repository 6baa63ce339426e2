/** Where a socket is, or where it leads to. */
export interface SocketAddress {
  readonly host: string
  readonly port: number
}

/** One address of a name, as `getaddrinfo` gives it. */
export interface AddressInfo {
  readonly family: 4 | 6
  readonly type: 'stream' | 'datagram'
  readonly proto: number
  readonly canonname: string
  readonly address: SocketAddress
}

/**
 * What a transport needs of a connected socket. Nothing in it blocks: a call that cannot go on says so, and the socket
 * calls back when it can. Errors of the connection are thrown by `receive` and `send`.
 */
export interface StreamSocket {
  readonly type: 'stream'
  /** Null where the system does not know it. */
  readonly localAddress: SocketAddress | null
  readonly remoteAddress: SocketAddress | null
  /** At most `maxBytes` bytes that have arrived: null while there are none, none at the end of the stream. */
  receive(maxBytes: number): Uint8Array | null
  /** Takes bytes from the front and answers how many; 0 while it can take none. What it took is on its way. */
  send(data: Uint8Array): number
  /**
   * Calls back once, as soon as `receive` may have an answer other than null; at once when it has one. The callback may be
   * called from anywhere, also from inside this call, so it does no more than schedule. A new one replaces the last; null
   * takes it back.
   */
  whenReadable(callback: (() => void) | null): void
  /** The same for `send` and an answer other than 0. */
  whenWritable(callback: (() => void) | null): void
  /** Ends the stream to the peer, after what `send` has taken. Receiving goes on. */
  shutdownWrite(): void
  /** Gives the socket back. What `send` has taken still goes out. Idempotent. */
  close(): void
  /** Gives the socket back, with no regard for what is on its way. Idempotent. */
  abort(): void
}
