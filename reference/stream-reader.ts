import { IncompleteReadError, LimitOverrunError, RuntimeError, ValueError } from '../spec/errors.ts'
import type {
  Coroutine,
  EventLoop,
  SettableFuture,
  StreamOptions,
  StreamReader,
  Transport,
} from '../spec/interfaces/index.ts'
import { ByteBuffer } from './byte-buffer.ts'
import { getEventLoop } from './get-event-loop.ts'

const defaultLimit = 65_536
const newline = Uint8Array.of(10)

/** Where a separator is in the buffer. */
interface Match {
  readonly start: number
  readonly end: number
}

/**
 * What has arrived, and the one coroutine that waits for more.
 *
 * Invariant: `#paused` is true only while the buffer holds more than the limit and nobody waits, so the peer is never kept waiting by a
 * coroutine that waits for the peer.
 */
export class ReferenceStreamReader implements StreamReader {
  readonly #loop: EventLoop
  readonly #limit: number
  readonly #buffer = new ByteBuffer()
  #ended = false
  #exception: unknown = null
  #waiter: SettableFuture<undefined> | null = null
  #transport: Transport | null = null
  #paused = false

  constructor({ limit = defaultLimit, loop }: StreamOptions & { loop?: EventLoop | null } = {}) {
    if (limit <= 0) throw new ValueError(`The limit of a reader must be more than 0, not ${String(limit)}.`)
    this.#limit = limit
    this.#loop = loop ?? getEventLoop()
  }

  exception(): unknown {
    return this.#exception
  }

  atEof(): boolean {
    return this.#ended && this.#buffer.length === 0
  }

  // What the protocol calls

  setTransport(transport: Transport): void {
    if (this.#transport !== null) throw new RuntimeError('The reader has a transport already.')
    this.#transport = transport
  }

  replaceTransport(transport: Transport): void {
    this.#transport = transport
  }

  feedData(data: Uint8Array): void {
    if (this.#ended) throw new RuntimeError('feedData() was called after feedEof().')
    if (data.length === 0) return
    this.#buffer.append(data)
    this.#wakeUp()
    if (this.#transport === null || this.#paused || this.#buffer.length <= 2 * this.#limit) return
    this.#transport.pauseReading()
    this.#paused = true
  }

  feedEof(): void {
    this.#ended = true
    this.#wakeUp()
  }

  setException(error: unknown): void {
    this.#exception = error
    const waiter = this.#takeWaiter()
    if (waiter !== null) waiter.setException(error)
  }

  // What the program calls

  *read(count = -1): Coroutine<Uint8Array> {
    this.#throwException()
    if (count < 0) return yield* this.#readToTheEnd()
    if (count > 0 && this.#buffer.length === 0 && !this.#ended) yield* this.#waitForData('read')
    return this.#take(count)
  }

  *readexactly(count: number): Coroutine<Uint8Array> {
    if (count < 0) throw new ValueError(`readexactly() needs a count of 0 or more, not ${String(count)}.`)
    this.#throwException()
    while (this.#buffer.length < count) {
      if (this.#ended) throw new IncompleteReadError(this.#buffer.takeAll(), count)
      yield* this.#waitForData('readexactly')
    }
    return this.#take(count)
  }

  *readline(): Coroutine<Uint8Array> {
    try {
      return yield* this.readuntil(newline)
    } catch (error) {
      if (error instanceof IncompleteReadError) return error.partial
      if (!(error instanceof LimitOverrunError)) throw error
      // The rest of a line that is too long may still come. All that is here of it is dropped.
      const { consumed, message } = error
      if (this.#buffer.indexOf(newline, consumed) === consumed) this.#take(consumed + 1)
      else this.#take(this.#buffer.length)
      throw new ValueError(message)
    }
  }

  *readuntil(separator: Uint8Array | readonly Uint8Array[] = newline): Coroutine<Uint8Array> {
    const separators = separator instanceof Uint8Array ? [separator] : separator
    const lengths = separators.map(({ length }) => length)
    if (lengths.length === 0 || lengths.includes(0))
      throw new ValueError('readuntil() needs a separator of one byte or more.')
    this.#throwException()
    // A separator may have come in part: its first bytes are looked at again when more has come.
    const longest = Math.max(...lengths)
    for (let from = 0; ;) {
      const match = this.#find(separators, from)
      if (match !== null) return this.#takeMatch(match)
      from = Math.max(0, this.#buffer.length + 1 - longest)
      if (from > this.#limit)
        throw new LimitOverrunError('The separator has not come, and more bytes have than the limit.', from)
      if (this.#ended) throw new IncompleteReadError(this.#buffer.takeAll(), null)
      yield* this.#waitForData('readuntil')
    }
  }

  *anext(): Coroutine<Uint8Array | null> {
    const line = yield* this.readline()
    return line.length === 0 ? null : line
  }

  /** The separator that ends first. */
  #find(separators: readonly Uint8Array[], from: number): Match | null {
    let first: Match | null = null
    for (const separator of [...separators].sort((one, other) => one.length - other.length)) {
      const start = this.#buffer.indexOf(separator, from)
      const end = start + separator.length
      if (start !== -1 && (first === null || end < first.end)) first = { start, end }
    }
    return first
  }

  #takeMatch({ start, end }: Match): Uint8Array {
    if (start > this.#limit)
      throw new LimitOverrunError('There are more bytes before the separator than the limit.', start)
    return this.#take(end)
  }

  *#readToTheEnd(): Coroutine<Uint8Array> {
    const all = new ByteBuffer()
    for (;;) {
      const block = yield* this.read(this.#limit)
      if (block.length === 0) return all.takeAll()
      all.append(block)
    }
  }

  #take(count: number): Uint8Array {
    const taken = this.#buffer.take(count)
    if (this.#buffer.length <= this.#limit) this.#resume()
    return taken
  }

  #resume(): void {
    if (!this.#paused) return
    this.#paused = false
    this.#transport?.resumeReading()
  }

  /** Ends when data or the end has come. A transport that is paused goes on: a program may wait for more than the limit. */
  *#waitForData(method: string): Coroutine<void> {
    if (this.#waiter !== null)
      throw new RuntimeError(`${method}() was called while another coroutine waits for data of this reader.`)
    this.#resume()
    const waiter = (this.#waiter = this.#loop.createFuture<undefined>())
    try {
      yield* waiter
    } finally {
      this.#waiter = null
    }
  }

  #wakeUp(): void {
    this.#takeWaiter()?.setResult(undefined)
  }

  /** The future of the coroutine that waits; null if there is none, or it was cancelled. */
  #takeWaiter(): SettableFuture<undefined> | null {
    const waiter = this.#waiter
    this.#waiter = null
    return waiter === null || waiter.cancelled() ? null : waiter
  }

  #throwException(): void {
    if (this.#exception !== null) throw this.#exception as Error
  }
}
