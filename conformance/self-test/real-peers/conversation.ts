import type { NodeEventLoop } from '../../../reference/node.ts'
import type { Coroutine, Protocol, SslContext, Transport } from '../../../spec/index.ts'
import { Changing } from './changing.ts'

/** A protocol that keeps what arrives until a coroutine takes it. It stops the peer while many bytes wait. */
export class Conversation extends Changing implements Protocol {
  #transport: Transport | null = null
  readonly #onMade: ((peer: Conversation) => void) | null
  /** The argument of `connectionLost`, once it was called. */
  lost: { readonly error: unknown } | null = null
  #chunks: Buffer[] = []
  #waiting = 0
  #ended = false
  #mayWrite = true
  static readonly #most = 256 * 1024

  constructor(loop: NodeEventLoop, onMade: ((peer: Conversation) => void) | null = null) {
    super(loop)
    this.#onMade = onMade
  }

  connectionMade(transport: Transport): void {
    this.#transport = transport
    this.#onMade?.(this)
  }

  get transport(): Transport {
    if (this.#transport === null) throw new Error('The connection has not been made.')
    return this.#transport
  }

  dataReceived(data: Uint8Array): void {
    this.#chunks.push(Buffer.from(data.buffer, data.byteOffset, data.length))
    this.#waiting += data.length
    if (this.#waiting > Conversation.#most) this.transport.pauseReading()
    this.changed()
  }

  eofReceived(): boolean {
    this.#ended = true
    this.changed()
    return true
  }

  connectionLost(error: unknown): void {
    this.#ended = true
    this.lost = { error }
    this.changed()
  }

  pauseWriting(): void {
    this.#mayWrite = false
  }

  resumeWriting(): void {
    this.#mayWrite = true
    this.changed()
  }

  /** Writes, and waits until the peer has taken enough of it. */
  *send(data: string | Uint8Array): Coroutine<void> {
    this.transport.write(typeof data === 'string' ? Buffer.from(data) : data)
    yield* this.until(() => (this.#mayWrite || this.lost !== null ? true : null))
  }

  /** Takes `count` bytes, or fewer at the end of the stream. */
  *bytes(count: number): Coroutine<Buffer> {
    const taken: Buffer[] = []
    let missing = count
    while (missing > 0 && (yield* this.#some())) {
      for (let next = this.#chunks[0]; next !== undefined && missing > 0; next = this.#chunks[0]) {
        const piece = next.subarray(0, missing)
        missing -= piece.length
        this.#waiting -= piece.length
        taken.push(piece)
        if (piece.length === next.length) this.#chunks.shift()
        else this.#chunks[0] = next.subarray(piece.length)
      }
      if (this.#waiting <= Conversation.#most) this.transport.resumeReading()
    }
    return Buffer.concat(taken)
  }

  /** Takes a line, without its end. Returns null at the end of the stream. */
  *line(): Coroutine<string | null> {
    for (;;) {
      const waiting = this.#joined()
      const end = waiting.indexOf('\n')
      if (end >= 0) return (yield* this.bytes(end + 1)).toString().trimEnd()
      if (this.#ended) return null
      yield* this.until(() => (this.#waiting > waiting.length || this.#ended ? true : null))
    }
  }

  /** Takes everything until the end of the stream. */
  *rest(): Coroutine<Buffer> {
    return yield* this.bytes(Infinity)
  }

  /** Encrypts the connection, as its server. */
  *startTls(context: SslContext): Coroutine<void> {
    this.#transport = yield* this.loop.startTls(this.transport, this, context, { serverSide: true })
  }

  *close(): Coroutine<void> {
    this.transport.close()
    yield* this.until(() => this.lost)
  }

  /** What waits, in one piece. */
  #joined(): Buffer {
    const [first, second] = this.#chunks
    if (first !== undefined && second === undefined) return first
    const joined = Buffer.concat(this.#chunks)
    this.#chunks = joined.length > 0 ? [joined] : []
    return joined
  }

  /** Waits for bytes. Returns false at the end of the stream. */
  *#some(): Coroutine<boolean> {
    yield* this.until(() => (this.#waiting > 0 || this.#ended ? true : null))
    return this.#waiting > 0
  }
}
