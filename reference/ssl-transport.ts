import { OSError, RuntimeError, TimeoutError } from '../spec/errors.ts'
import type {
  EventLoop,
  FailableWaiter,
  Protocol,
  SslContext,
  SslOptions,
  StreamSocket,
  TimerHandle,
} from '../spec/interfaces/index.ts'
import { SocketTransport } from './socket-transport.ts'

const defaultHandshakeTimeoutMs = 60_000
const defaultShutdownTimeoutMs = 30_000

/** The connection is encrypted from now on. */
export interface Encrypted {
  readonly sock: StreamSocket
  /** For `getExtraInfo`: `peercert`, `cipher`, `ssl_object`. */
  readonly extra: Readonly<Record<string, unknown>>
}

/**
 * What a host brings for TLS: begins the handshake, and calls `done` once, at any time, with its result or its error. After an error,
 * or when the function that it returns was called, the socket is closed.
 */
export type Handshake = (done: (result: Encrypted | Error) => void) => () => void

/**
 * A transport that encrypts. Until the handshake is over, the protocol hears nothing; if the handshake fails, it never does, and the
 * waiter gets the error. (clauses tls.protocol-waits-for-the-handshake, tls.broken-handshake-reaches-the-caller)
 */
export class SslTransport extends SocketTransport {
  #abortHandshake: (() => void) | null
  /** Of the handshake, and later of the end. */
  #timer: TimerHandle
  readonly #shutdownTimeoutMs: number
  readonly #waiter: FailableWaiter | null

  constructor(
    loop: EventLoop,
    sock: StreamSocket,
    protocol: Protocol,
    sslcontext: SslContext,
    handshake: Handshake,
    waiter: FailableWaiter | null = null,
    options: SslOptions = {},
  ) {
    super(loop, sock, protocol, null, { ...options, extra: { ...options.extra, sslcontext } })
    this.#waiter = waiter
    this.#shutdownTimeoutMs = options.sslShutdownTimeout ?? defaultShutdownTimeoutMs
    const timeoutMs = options.sslHandshakeTimeout ?? defaultHandshakeTimeoutMs
    this.#timer = loop.callLater(timeoutMs, () =>
      this.#fail(new OSError(`The TLS handshake took longer than ${String(timeoutMs)} ms.`, 'ECONNABORTED')),
    )
    const begin = options.callConnectionMade === false ? this.#resume : this.#begin
    this.#abortHandshake = handshake((result) => {
      this.schedule(() => (result instanceof Error ? this.#fail(result) : begin(result)))
    })
  }

  /** The base calls it from its constructor, which is too early. */
  protected override begin(): void {
    // See #begin.
  }

  readonly #begin = (encrypted: Encrypted): void => {
    if (this.#isOver(encrypted)) return
    super.begin(this.#waiter)
  }

  /** The protocol has a connection already: `startTls`. */
  readonly #resume = (encrypted: Encrypted): void => {
    if (this.#isOver(encrypted)) return
    this.watchReading()
    if (this.#waiter?.done() === false) this.#waiter.setResult(undefined)
  }

  /** The handshake is over. Returns whether the connection is over, too. */
  #isOver({ sock, extra }: Encrypted): boolean {
    this.#timer.cancel()
    this.#abortHandshake = null
    if (this.closing) {
      sock.abort()
      return true
    }
    this.sock = sock
    this.extra = { ...this.extra, ...extra, socket: sock }
    return false
  }

  #fail(error: Error): void {
    this.#timer.cancel()
    const abort = this.#abortHandshake
    if (abort === null) return
    this.#abortHandshake = null
    abort()
    this.closing = this.lost = true
    this.protocol = null
    this.server?.detach(this)
    this.server = null
    if (this.#waiter?.done() === false) this.#waiter.setException(error)
  }

  /** A peer that takes nothing must not keep the connection open. (clause tls.shutdown-times-out) */
  override close(): void {
    if (this.#abortHandshake !== null) this.abort()
    if (this.closing) return
    super.close()
    if (this.lost) return
    const timeoutMs = this.#shutdownTimeoutMs
    this.#timer = this.loop.callLater(timeoutMs, () =>
      this.forceClose(
        new TimeoutError(`The end of the TLS connection took longer than ${String(timeoutMs)} ms.`),
      ),
    )
  }

  protected override loseConnection(error: unknown, abort = false): void {
    this.#timer.cancel()
    super.loseConnection(error, abort)
  }

  override abort(): void {
    if (this.#abortHandshake === null) super.abort()
    else this.#fail(new OSError('The connection was closed during the TLS handshake.', 'ECONNABORTED'))
  }

  /** TLS has no half-open connections, so the result of `eofReceived` does not count. (clause tls.end-of-stream-closes) */
  protected override receiveEof(): void {
    super.receiveEof()
    this.close()
  }

  override canWriteEof(): boolean {
    return false
  }

  /** TLS cannot end one direction only. */
  override writeEof(): void {
    throw new RuntimeError('A TLS connection cannot be half closed: writeEof() is not supported.')
  }
}
