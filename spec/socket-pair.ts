import { OSError } from './errors.ts'
import type { SocketAddress, StreamSocket } from './interfaces/index.ts'

const nothing = new Uint8Array(0)

/**
 * One end of a connection in memory: a `StreamSocket` without a host. Everything happens inside the calls, so a test that uses
 * it is deterministic.
 */
export class MemorySocket implements StreamSocket {
  readonly type = 'stream'
  readonly localAddress: SocketAddress
  /** How many bytes may be on the way to the peer. */
  capacity: number
  /** True after `close()` or `abort()`. */
  closed = false
  #peer: MemorySocket | null = null
  #arrived: Uint8Array[] = []
  #size = 0
  #ended = false
  #error: Error | null = null
  #onReadable: (() => void) | null = null
  #onWritable: (() => void) | null = null

  constructor(localAddress: SocketAddress, capacity: number) {
    this.localAddress = localAddress
    this.capacity = capacity
  }

  /** Connects two ends. */
  static connect(one: MemorySocket, other: MemorySocket): void {
    one.#peer = other
    other.#peer = one
  }

  get remoteAddress(): SocketAddress | null {
    return this.#peer?.localAddress ?? null
  }

  receive(maxBytes: number): Uint8Array | null {
    this.#check()
    const first = this.#arrived.shift()
    if (first === undefined) return this.#ended ? nothing : null
    const data = first.subarray(0, maxBytes)
    if (data.length < first.length) this.#arrived.unshift(first.subarray(data.length))
    this.#size -= data.length
    this.#peer?.tellWritable()
    return data
  }

  send(data: Uint8Array): number {
    this.#check()
    const peer = this.#peer
    if (peer === null || peer.closed) throw new OSError('The peer has closed the connection.', 'EPIPE')
    const count = Math.max(0, Math.min(data.length, this.capacity - peer.#size))
    if (count > 0) {
      peer.#arrived.push(data.slice(0, count))
      peer.#size += count
      peer.tellReadable()
    }
    return count
  }

  whenReadable(callback: (() => void) | null): void {
    this.#onReadable = callback
    if (this.#arrived.length > 0 || this.#ended || this.#error !== null) this.tellReadable()
  }

  whenWritable(callback: (() => void) | null): void {
    this.#onWritable = callback
    const peer = this.#peer
    if (peer === null || peer.closed || this.#error !== null || peer.#size < this.capacity)
      this.tellWritable()
  }

  shutdownWrite(): void {
    this.#peer?.endStream()
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    this.#onReadable = this.#onWritable = null
    this.#peer?.endStream()
    this.#peer?.tellWritable()
  }

  abort(): void {
    this.close()
  }

  /** Closes this end, and breaks the other one, as a peer does that ends a connection with a reset. */
  reset(): void {
    this.closed = true
    this.#onReadable = this.#onWritable = null
    this.#peer?.fail(new OSError('The peer has reset the connection.', 'ECONNRESET'))
  }

  /** Breaks this end: `receive` and `send` throw the error from now on. */
  fail(error: Error): void {
    this.#error = error
    this.tellReadable()
    this.tellWritable()
  }

  #check(): void {
    if (this.closed) throw new OSError('The socket is closed.', 'EBADF')
    if (this.#error !== null) throw this.#error
  }

  private endStream(): void {
    this.#ended = true
    this.tellReadable()
  }

  private tellReadable(): void {
    const callback = this.#onReadable
    this.#onReadable = null
    callback?.()
  }

  private tellWritable(): void {
    const callback = this.#onWritable
    this.#onWritable = null
    callback?.()
  }
}

/** The two ends of one connection. `capacity` is how many bytes may be on the way in each direction. */
export function socketPair(capacity = 65536): [MemorySocket, MemorySocket] {
  const one = new MemorySocket({ host: 'memory', port: 1 }, capacity)
  const other = new MemorySocket({ host: 'memory', port: 2 }, capacity)
  MemorySocket.connect(one, other)
  return [one, other]
}
