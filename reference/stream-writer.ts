import type {
  Coroutine,
  EventLoop,
  SslContext,
  StreamReader,
  StreamReaderProtocol,
  StreamTlsOptions,
  StreamWriter,
  TlsEventLoop,
  Transport,
} from '../spec/interfaces/index.ts'
import { sleep } from './sleep.ts'

/** The sending half of a connection: a transport, and what its protocol knows of the connection. */
export class ReferenceStreamWriter implements StreamWriter {
  #transport: Transport
  readonly #protocol: StreamReaderProtocol
  readonly #reader: StreamReader | null
  readonly #loop: EventLoop

  constructor(
    transport: Transport,
    protocol: StreamReaderProtocol,
    reader: StreamReader | null,
    loop: EventLoop,
  ) {
    this.#transport = transport
    this.#protocol = protocol
    this.#reader = reader
    this.#loop = loop
  }

  get transport(): Transport {
    return this.#transport
  }

  write(data: Uint8Array): void {
    this.#transport.write(data)
  }

  writelines(chunks: Iterable<Uint8Array>): void {
    this.#transport.writelines(chunks)
  }

  writeEof(): void {
    this.#transport.writeEof()
  }

  canWriteEof(): boolean {
    return this.#transport.canWriteEof()
  }

  *drain(): Coroutine<void> {
    const error = this.#reader?.exception() ?? null
    if (error !== null) throw error as Error
    // If the connection is about to end, its protocol is told in the next iteration. A program that only writes and drains has to see it.
    if (this.#transport.isClosing()) yield* sleep(0)
    yield* this.#protocol.drainHelper()
  }

  close(): void {
    this.#transport.close()
  }

  isClosing(): boolean {
    return this.#transport.isClosing()
  }

  *waitClosed(): Coroutine<void> {
    yield* this.#protocol.getCloseWaiter()
  }

  getExtraInfo(name: string, fallback: unknown = null): unknown {
    return this.#transport.getExtraInfo(name, fallback)
  }

  *startTls(sslcontext: SslContext, options: StreamTlsOptions = {}): Coroutine<void> {
    yield* this.drain()
    const serverSide = this.#protocol.isServerSide
    const loop = this.#loop as EventLoop & TlsEventLoop
    const settings = { ...options, serverSide }
    this.#transport = yield* loop.startTls(this.#transport, this.#protocol, sslcontext, settings)
    this.#protocol.replaceTransport(this.#transport)
  }
}
