import { CancelledError, RuntimeError } from '../spec/errors.ts'
import type {
  Coroutine,
  ListeningSocket,
  Protocol,
  Server,
  ServerEventLoop,
  ServerHooks,
  ServerSocket,
  ServerTls,
  SettableFuture,
  Transport,
  TransportOwner,
} from '../spec/interfaces/index.ts'
import { sleep } from './sleep.ts'

/**
 * The sockets that listen, and the transports of the connections that came in through them.
 *
 * Invariant: `#socks` is null from `close()` on. `#waiters` is null from the moment when the server is closed and has no client.
 */
export class ReferenceServer implements Server, TransportOwner {
  readonly #loop: ServerEventLoop & ServerHooks
  readonly #protocolFactory: () => Protocol
  readonly #backlog: number
  readonly #tls: ServerTls | null
  readonly #clients = new Set<Transport>()
  #socks: readonly ListeningSocket[] | null
  #waiters: SettableFuture<undefined>[] | null = []
  #serving = false
  /** What `serveForever()` waits for. */
  #forever: SettableFuture<undefined> | null = null

  constructor(
    loop: ServerEventLoop & ServerHooks,
    socks: readonly ListeningSocket[],
    protocolFactory: () => Protocol,
    backlog: number,
    tls: ServerTls | null = null,
  ) {
    this.#loop = loop
    this.#socks = socks
    this.#protocolFactory = protocolFactory
    this.#backlog = backlog
    this.#tls = tls
  }

  get sockets(): readonly ServerSocket[] {
    return this.#socks ?? []
  }

  getLoop(): ServerEventLoop {
    return this.#loop
  }

  isServing(): boolean {
    return this.#serving
  }

  *startServing(): Coroutine<void> {
    this.#start()
    // The sockets may report their first connections only in the next iteration.
    yield* sleep(0)
  }

  *serveForever(): Coroutine<void> {
    if (this.#forever !== null)
      throw new RuntimeError('serveForever() of this server is already in progress.')
    this.#start()
    const forever = (this.#forever = this.#loop.createFuture<undefined>())
    try {
      yield* forever
    } catch (error) {
      this.close()
      if (error instanceof CancelledError) yield* this.waitClosed()
      throw error
    } finally {
      this.#forever = null
    }
  }

  close(): void {
    const socks = this.#socks
    if (socks === null) return
    this.#socks = null
    for (const sock of socks) this.#loop.stopServing(sock)
    this.#serving = false
    this.#forever?.cancel()
    this.#wakeIfOver()
  }

  *waitClosed(): Coroutine<void> {
    if (this.#waiters === null) return
    const waiter = this.#loop.createFuture<undefined>()
    this.#waiters.push(waiter)
    yield* waiter
  }

  closeClients(): void {
    for (const transport of [...this.#clients]) transport.close()
  }

  abortClients(): void {
    for (const transport of [...this.#clients]) transport.abort()
  }

  attach(transport: Transport): void {
    this.#clients.add(transport)
  }

  detach(transport: Transport): void {
    this.#clients.delete(transport)
    this.#wakeIfOver()
  }

  #start(): void {
    if (this.#socks === null) throw new RuntimeError('The server is closed. Create a new one.')
    if (this.#serving) return
    this.#serving = true
    for (const sock of this.#socks) {
      sock.listen(this.#backlog)
      this.#loop.startServing(this.#protocolFactory, sock, this, this.#backlog, this.#tls)
    }
  }

  #wakeIfOver(): void {
    if (this.#socks !== null || this.#clients.size > 0 || this.#waiters === null) return
    const waiters = this.#waiters
    this.#waiters = null
    for (const waiter of waiters) if (!waiter.done()) waiter.setResult(undefined)
  }
}
