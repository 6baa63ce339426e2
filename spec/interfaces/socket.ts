/** The address of one end of a connection. */
export interface SocketAddress {
  readonly host: string
  readonly port: number
}

/** One address of a name, as `getaddrinfo` returns it. */
export interface AddressInfo {
  readonly family: 4 | 6
  readonly type: 'stream' | 'datagram'
  readonly proto: number
  readonly canonname: string
  readonly address: SocketAddress
}

/**
 * What a transport needs of a connected socket. No method blocks: `receive` and `send` return at once, and the socket calls back
 * when they can go on. `receive` and `send` throw the errors of the connection.
 */
export interface StreamSocket {
  readonly type: 'stream'
  /** Null if the system does not know it. */
  readonly localAddress: SocketAddress | null
  readonly remoteAddress: SocketAddress | null
  /** At most `maxBytes` bytes that have arrived; null if none have; an empty array at the end of the stream. */
  receive(maxBytes: number): Uint8Array | null
  /** Sends bytes from the front of `data` and returns how many; 0 if it can send none now. */
  send(data: Uint8Array): number
  /**
   * Calls back once, as soon as `receive` may return something other than null; at once if it can now. The callback may be
   * called at any time, even inside this call, so it should only schedule. A new callback replaces the last one; null removes it.
   */
  whenReadable(callback: (() => void) | null): void
  /** The same for `send` and a result other than 0. */
  whenWritable(callback: (() => void) | null): void
  /** Ends the stream to the peer, after all bytes that `send` took. Receiving goes on. */
  shutdownWrite(): void
  /** Closes the socket. Bytes that `send` took are still sent. Idempotent. */
  close(): void
  /** Closes the socket and drops the bytes that are not sent yet. Idempotent. */
  abort(): void
}
