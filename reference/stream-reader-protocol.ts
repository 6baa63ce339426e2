import { OSError } from '../spec/errors.ts'
import type {
  ClientConnected,
  Coroutine,
  EventLoop,
  Future,
  SettableFuture,
  StreamReader,
  StreamReaderProtocol,
  Task,
  Transport,
} from '../spec/interfaces/index.ts'
import { getEventLoop } from './get-event-loop.ts'
import { isCoroutine } from './is-future.ts'
import { ReferenceStreamWriter } from './stream-writer.ts'

/**
 * Hands what a transport receives to a reader, and tells a writer how the connection is.
 *
 * Invariant: every future in `#drains` is waited for, and is done when the transport takes more or the connection is over.
 */
export class ReferenceStreamReaderProtocol implements StreamReaderProtocol {
  readonly #reader: StreamReader
  readonly #clientConnected: ClientConnected | null
  readonly #loop: EventLoop
  readonly #closed: SettableFuture<undefined>
  readonly #drains = new Set<SettableFuture<undefined>>()
  #paused = false
  #lost = false
  #secure = false

  constructor(
    reader: StreamReader,
    clientConnected: ClientConnected | null = null,
    { loop }: { loop?: EventLoop | null } = {},
  ) {
    this.#reader = reader
    this.#clientConnected = clientConnected
    this.#loop = loop ?? getEventLoop()
    this.#closed = this.#loop.createFuture<undefined>()
  }

  get isServerSide(): boolean {
    return this.#clientConnected !== null
  }

  // What the transport calls

  connectionMade(transport: Transport): void {
    this.#reader.setTransport(transport)
    this.#secure = isSecure(transport)
    if (this.#clientConnected === null) return
    const writer = new ReferenceStreamWriter(transport, this, this.#reader, this.#loop)
    const serving = this.#clientConnected(this.#reader, writer)
    if (isCoroutine(serving)) this.#watch(this.#loop.createTask(serving), transport)
  }

  dataReceived(data: Uint8Array): void {
    this.#reader.feedData(data)
  }

  /** A connection in plain text stays open for writing. TLS cannot: there the end of one direction is the end of both. */
  eofReceived(): boolean {
    this.#reader.feedEof()
    return !this.#secure
  }

  connectionLost(error: unknown): void {
    this.#lost = true
    if (error === null) this.#reader.feedEof()
    else this.#reader.setException(error)
    settle(this.#closed, error)
    // A program that never waits for the end has seen the error when it read or wrote.
    if (error !== null && !this.#closed.cancelled()) this.#closed.exception()
    for (const drain of this.#drains) settle(drain, error)
  }

  pauseWriting(): void {
    this.#paused = true
  }

  resumeWriting(): void {
    this.#paused = false
    for (const drain of this.#drains) settle(drain, null)
  }

  // What the writer calls

  *drainHelper(): Coroutine<void> {
    if (this.#lost) throw new OSError('The connection is lost.', 'ECONNRESET')
    if (!this.#paused) return
    const drain = this.#loop.createFuture<undefined>()
    this.#drains.add(drain)
    try {
      yield* drain
    } finally {
      this.#drains.delete(drain)
    }
  }

  getCloseWaiter(): Future<undefined> {
    return this.#closed
  }

  replaceTransport(transport: Transport): void {
    this.#reader.replaceTransport(transport)
    this.#secure = isSecure(transport)
  }

  /** Nobody waits for the task of a connection: its error is reported, and the peer must not wait either. */
  #watch(task: Task, transport: Transport): void {
    task.addDoneCallback(() => {
      const exception = task.cancelled() ? null : task.exception()
      if (exception !== null)
        this.#loop.callExceptionHandler({
          message: 'The task of a connection failed. Its connection is closed.',
          exception,
          transport,
        })
      if (task.cancelled() || exception !== null) transport.close()
    })
  }
}

const isSecure = (transport: Transport): boolean => transport.getExtraInfo('sslcontext') !== null

function settle(future: SettableFuture<undefined>, error: unknown): void {
  if (future.done()) return
  if (error === null) future.setResult(undefined)
  else future.setException(error)
}
