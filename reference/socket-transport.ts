import { isFatalError, RuntimeError } from '../spec/errors.ts'
import type {
  Context,
  Coroutine,
  EventLoop,
  Protocol,
  SettableWaiter,
  StreamSocket,
  Transport,
  TransportOptions,
  TransportOwner,
} from '../spec/interfaces/index.ts'
import { copyContext } from './context.ts'
import { describeValue } from './describe-value.ts'
import { Reading } from './reading.ts'

/**
 * A transport over a connected socket, as in asyncio's selector loop.
 *
 * Invariant: `lost` is true from the moment `connectionLost` is called or scheduled, and is set once. While `buffer` is not
 * empty, `onWritable` is registered with the socket.
 */
export class SocketTransport extends Reading implements Transport {
  protected readonly loop: EventLoop
  protected sock: StreamSocket
  /** The context in which the connection was made, for every callback of the socket. The transport is the options of `callSoon`. */
  readonly context: Context
  protected buffer: Uint8Array[] = []
  protected bufferSize = 0
  protected lost = false
  /** `writeEof()` was called. */
  protected eofWritten = false
  protected server: TransportOwner | null
  /** Called once when everything is sent, for `release()`. */
  protected onSent: (() => void) | null = null
  protected extra: Readonly<Record<string, unknown>>
  protected readonly onWritable = (): void => this.schedule(this.writeReady)

  constructor(
    loop: EventLoop,
    sock: StreamSocket,
    protocol: Protocol,
    waiter?: SettableWaiter | null,
    options: TransportOptions = {},
  ) {
    super(protocol)
    this.loop = loop
    this.sock = sock
    this.context = copyContext()
    this.extra = { socket: sock, sockname: sock.localAddress, peername: sock.remoteAddress, ...options.extra }
    this.server = options.server ?? null
    this.server?.attach(this)
    this.begin(waiter)
  }

  /** Reading begins, and the waiter is set, only after connectionMade(). */
  protected begin(waiter?: SettableWaiter | null): void {
    this.loop.callSoon(() => this.protocol?.connectionMade?.(this))
    this.loop.callSoon(() => this.watchReading())
    if (waiter) this.loop.callSoon(() => wake(waiter))
  }

  /** The socket calls back at any time. The callback runs in an iteration of the loop, unless the loop is closed. */
  protected schedule(callback: () => void): void {
    if (!this.loop.isClosed()) this.loop.callSoon(callback, [], this)
  }

  // Writing

  getWriteBufferSize(): number {
    return this.bufferSize
  }

  write(data: Uint8Array): void {
    checkBytes(data)
    if (this.eofWritten) throw new RuntimeError('Cannot call write() after writeEof().')
    if (data.length === 0 || this.lost) return
    this.buffer.push(data)
    this.bufferSize += data.length
    // If the buffer was not empty, it waits for the socket already.
    if (this.buffer.length === 1 && !this.flush()) return
    this.maybePauseProtocol()
  }

  writelines(chunks: Iterable<Uint8Array>): void {
    if (this.eofWritten) throw new RuntimeError('Cannot call writelines() after writeEof().')
    const pieces = [...chunks]
    pieces.forEach(checkBytes)
    for (const piece of pieces) this.write(piece)
  }

  canWriteEof(): boolean {
    return true
  }

  writeEof(): void {
    if (this.closing || this.eofWritten) return
    this.eofWritten = true
    if (this.bufferSize === 0) this.sock.shutdownWrite()
  }

  /** Sends what the socket takes. Returns false if an error ended the connection. */
  protected flush(): boolean {
    try {
      for (let next = this.buffer[0]; next !== undefined; next = this.buffer[0]) {
        const sent = this.sock.send(next)
        this.bufferSize -= sent
        if (sent === next.length) this.buffer.shift()
        else if (sent > 0) this.buffer[0] = next.subarray(sent)
        else break
      }
    } catch (error) {
      this.forceClose(error)
      return false
    }
    if (this.bufferSize > 0) this.sock.whenWritable(this.onWritable)
    return true
  }

  protected readonly writeReady = (): void => {
    if (this.lost || !this.flush()) return
    if (this.bufferSize === 0) this.onSent?.()
    // The protocol may write or close in this call.
    this.maybeResumeProtocol()
    if (this.bufferSize > 0 || this.isLost()) return
    if (this.closing) this.loseConnection(null)
    else if (this.eofWritten) this.sock.shutdownWrite()
  };

  /**
   * Gives the socket away: `startTls`. The transport reads no more, sends what it has to send, and is over, but the connection is not.
   */
  *release(): Coroutine<{ sock: StreamSocket; server: TransportOwner | null }> {
    this.pauseReading()
    if (this.bufferSize > 0) {
      const sent = this.loop.createFuture<undefined>()
      this.onSent = () => sent.setResult(undefined)
      yield* sent
    }
    const { sock, server } = this
    this.closing = this.lost = true
    this.protocol = null
    server?.detach(this)
    this.server = null
    return { sock, server }
  }

  // The end

  isClosing(): boolean {
    return this.closing
  }

  close(): void {
    if (this.closing) return
    this.closing = true
    this.sock.whenReadable(null)
    if (this.bufferSize === 0) this.scheduleLoss(null)
  }

  abort(): void {
    this.forceClose(null)
  }

  /** A method of the protocol threw: the exception handler gets the error, and the connection ends. */
  protected fatalError(exception: unknown, message: string): void {
    if (isFatalError(exception)) throw exception
    this.loop.callExceptionHandler({ message, exception, transport: this, protocol: this.protocol })
    this.forceClose(exception)
  }

  protected forceClose(error: unknown): void {
    if (this.lost) return
    this.buffer = []
    this.bufferSize = 0
    this.closing = true
    this.sock.whenReadable(null)
    this.sock.whenWritable(null)
    this.scheduleLoss(error, true)
  }

  /** A method, so that the compiler does not assume the value is unchanged after a call of the protocol. */
  protected isLost(): boolean {
    return this.lost
  }

  protected scheduleLoss(error: unknown, abort = false): void {
    this.lost = true
    this.schedule(() => this.loseConnection(error, abort))
  }

  protected loseConnection(error: unknown, abort = false): void {
    this.lost = true
    const { protocol } = this
    try {
      protocol?.connectionLost?.(error)
    } finally {
      if (abort) this.sock.abort()
      else this.sock.close()
      this.protocol = null
      this.server?.detach(this)
      this.server = null
    }
  }

  // Protocol and extra information

  setProtocol(protocol: Protocol): void {
    this.protocol = protocol
  }

  getProtocol(): Protocol | null {
    return this.protocol
  }

  getExtraInfo(name: string, fallback: unknown = null): unknown {
    return Object.hasOwn(this.extra, name) ? this.extra[name] : fallback
  }
}

function checkBytes(data: unknown): void {
  if (!(data instanceof Uint8Array))
    throw new TypeError(`A transport writes a Uint8Array, not ${describeValue(data)}.`)
}

function wake(waiter: SettableWaiter): void {
  if (!waiter.done()) waiter.setResult(undefined)
}
