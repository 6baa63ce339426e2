import type { Socket } from 'node:net'
import type { SocketAddress, StreamSocket } from '../spec/interfaces/index.ts'

/** The most that is passed to Node at once, in bytes. Bytes that Node has not sent yet count as sent. */
const mostAtOnce = 64 * 1024

/** How much may arrive before it is received, in bytes. Beyond it Node stops reading, which costs time. (docs/decisions/hot-path.md) */
const mostWaiting = 256 * 1024

const nothing = new Uint8Array(0)

/**
 * Makes a `StreamSocket`, which is polled, of a connected Node socket, which pushes: for `SocketTransport`, and for the option
 * `sock` of `createConnection`. `receive` and `send` throw the error of the Node socket.
 */
export class NodeSocket implements StreamSocket {
  readonly type = 'stream'
  readonly localAddress: SocketAddress | null
  readonly remoteAddress: SocketAddress | null
  readonly #socket: Socket
  /** What has arrived, in the pieces that Node gives. To join them would copy every byte. */
  readonly #arrived: Uint8Array[] = []
  #waiting = 0
  #error: Error | null = null
  #ended = false
  #onReadable: (() => void) | null = null
  #onWritable: (() => void) | null = null

  /**
   * The Node socket must have the option `allowHalfOpen`. Its local address is asked of the system, which costs as much as a read,
   * unless it is known.
   */
  constructor(socket: Socket, localAddress?: SocketAddress | null) {
    this.#socket = socket
    this.localAddress = localAddress ?? address(socket.localAddress, socket.localPort)
    this.remoteAddress = address(socket.remoteAddress, socket.remotePort)
    socket.setNoDelay(true)
    socket.on('data', this.#onData)
    socket.on('end', this.#onEnd)
    socket.on('error', this.#onError)
    // A program that made the socket may have paused it.
    socket.resume()
  }

  /** Takes the Node socket back. This object must not be used any more; what has arrived and was not received stays with the socket. */
  release(): Socket {
    this.#onReadable = this.#onWritable = null
    this.#socket.pause().off('data', this.#onData).off('end', this.#onEnd).off('error', this.#onError)
    // Node takes nothing back after the end.
    if (!this.#ended) for (const piece of this.#arrived.reverse()) this.#socket.unshift(piece)
    return this.#socket
  }

  receive(maxBytes: number): Uint8Array | null {
    const piece = this.#arrived.shift()
    if (piece !== undefined) {
      if (piece.length > maxBytes) this.#arrived.unshift(piece.subarray(maxBytes))
      const data = piece.subarray(0, maxBytes)
      this.#waiting -= data.length
      if (this.#waiting < mostWaiting) this.#socket.resume()
      return data
    }
    if (this.#error !== null) throw this.#error
    return this.#ended ? nothing : null
  }

  send(data: Uint8Array): number {
    if (this.#error !== null) throw this.#error
    // One piece at a time: Node would accept everything, and the writer would never have to wait.
    if (this.#socket.writableLength > 0) return 0
    const piece = data.subarray(0, mostAtOnce)
    this.#socket.write(piece, this.#tellWritable)
    return piece.length
  }

  whenReadable(callback: (() => void) | null): void {
    this.#onReadable = callback
    if (this.#arrived.length > 0 || this.#ended || this.#error !== null) this.#tellReadable()
  }

  whenWritable(callback: (() => void) | null): void {
    this.#onWritable = callback
    this.#tellWritable()
  }

  shutdownWrite(): void {
    this.#socket.end()
  }

  close(): void {
    this.#onReadable = this.#onWritable = null
    this.#socket.destroySoon()
  }

  abort(): void {
    this.#onReadable = this.#onWritable = null
    this.#socket.destroy()
  }

  readonly #onData = (piece: Uint8Array): void => {
    this.#arrived.push(piece)
    this.#waiting += piece.length
    if (this.#waiting >= mostWaiting) this.#socket.pause()
    this.#tellReadable()
  }

  readonly #onEnd = (): void => {
    this.#ended = true
    this.#tellReadable()
  }

  readonly #onError = (error: Error): void => {
    this.#error = error
    this.#tellReadable()
    this.#tellWritable()
  }

  readonly #tellReadable = (): void => {
    const callback = this.#onReadable
    this.#onReadable = null
    callback?.()
  }

  /** After an error the write buffer of Node is empty, and `send` throws the error. */
  readonly #tellWritable = (): void => {
    if (this.#socket.writableLength > 0) return
    const callback = this.#onWritable
    this.#onWritable = null
    callback?.()
  }
}

function address(host: string | undefined, port: number | undefined): SocketAddress | null {
  return host === undefined || port === undefined ? null : { host, port }
}

/** Closes a socket whose loop is closed. Bytes that a transport has sent before it ended the stream still go out. */
export function abandon(socket: Socket): void {
  if (socket.writableEnded) socket.destroySoon()
  else socket.destroy()
}
