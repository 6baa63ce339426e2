import { randomBytes } from 'node:crypto'
import { gather, type NodeEventLoop } from '../../reference/node.ts'
import type { Coroutine, Protocol, SettableFuture, Transport } from '../../spec/index.ts'

const host = '127.0.0.1'
const pieceSize = 64 * 1024
/** What is sent, again and again. No multiple of a piece, so that a piece too many or too few shows. */
const pattern = randomBytes(1_000_003)

/** Sends `size` bytes, stops while the loop cannot send more, and compares what comes back. Calls `onProgress` after each 32 MiB. */
export function* echo(
  loop: NodeEventLoop,
  port: number,
  size: number,
  onProgress: () => void,
): Coroutine<void> {
  const done = loop.createFuture<undefined>()
  const [transport] = yield* loop.createConnection(() => new EchoClient(done, size, onProgress), host, port)
  yield* done
  transport.close()
}

class EchoClient implements Protocol {
  readonly #done: SettableFuture<undefined>
  readonly #size: number
  readonly #onProgress: () => void
  #transport!: Transport
  #mayWrite = true
  #sent = 0
  #received = 0

  constructor(done: SettableFuture<undefined>, size: number, onProgress: () => void) {
    this.#done = done
    this.#size = size
    this.#onProgress = onProgress
  }

  connectionMade(transport: Transport): void {
    this.#transport = transport
    this.#write()
  }

  #write(): void {
    while (this.#mayWrite && this.#sent < this.#size) {
      const at = this.#sent % pattern.length
      const piece = pattern.subarray(at, at + Math.min(pieceSize, this.#size - this.#sent))
      this.#sent += piece.length
      this.#transport.write(piece)
    }
  }

  pauseWriting(): void {
    this.#mayWrite = false
  }

  resumeWriting(): void {
    this.#mayWrite = true
    this.#write()
  }

  dataReceived(data: Uint8Array): void {
    for (let rest = data; rest.length > 0;) {
      const at = this.#received % pattern.length
      const piece = rest.subarray(0, pattern.length - at)
      if (!pattern.subarray(at, at + piece.length).equals(piece)) {
        this.#fail(
          new Error(`What came back differs from what was sent, after ${String(this.#received)} bytes.`),
        )
        return
      }
      const before = this.#received
      this.#received += piece.length
      if (before >> 25 !== this.#received >> 25) this.#onProgress()
      rest = rest.subarray(piece.length)
    }
    if (this.#received >= this.#size && !this.#done.done()) this.#done.setResult(undefined)
  }

  connectionLost(error: unknown): void {
    this.#fail(error ?? new Error('The connection ended early.'))
  }

  #fail(error: unknown): void {
    if (!this.#done.done()) this.#done.setException(error)
    this.#transport.abort()
  }
}

/** How many connections were opened, got their own number back, and were closed. */
export interface Counts {
  opened: number
  returned: number
  closed: number
}

/** Opens `total` connections, `atOnce` at the same time, and closes them. Adds to the counts. */
export function* connectMany(
  loop: NodeEventLoop,
  port: number,
  total: number,
  atOnce: number,
  counts: Counts,
): Coroutine<void> {
  for (let left = total; left > 0;) {
    const clients: NumberClient[] = []
    while (clients.length < Math.min(atOnce, left))
      clients.push(...(yield* openSome(loop, port, Math.min(100, left - clients.length), counts)))
    for (const client of clients) yield* client.close()
    left -= clients.length
  }
}

/** Some at a time: the system keeps a few that nobody has accepted yet, and drops others. */
function* openSome(
  loop: NodeEventLoop,
  port: number,
  count: number,
  counts: Counts,
): Coroutine<NumberClient[]> {
  const open = function* (): Coroutine<NumberClient> {
    const factory = (): NumberClient => new NumberClient(loop, counts)
    const [, client] = yield* loop.createConnection(factory, host, port)
    yield* client.returned
    return client
  }
  return yield* gather(Array.from({ length: count }, open))
}

class NumberClient implements Protocol {
  readonly returned: SettableFuture<undefined>
  readonly #lost: SettableFuture<undefined>
  readonly #counts: Counts
  #transport!: Transport
  #number = ''
  #received = ''

  constructor(loop: NodeEventLoop, counts: Counts) {
    this.returned = loop.createFuture()
    this.#lost = loop.createFuture()
    this.#counts = counts
  }

  connectionMade(transport: Transport): void {
    this.#transport = transport
    this.#number = `${String(++this.#counts.opened)}.`
    transport.write(Buffer.from(this.#number))
  }

  dataReceived(data: Uint8Array): void {
    this.#received += Buffer.from(data).toString()
    if (!this.#received.endsWith('.')) return
    if (this.#received === this.#number) this.#counts.returned++
    this.returned.setResult(undefined)
  }

  connectionLost(): void {
    this.#counts.closed++
    this.#lost.setResult(undefined)
    if (!this.returned.done()) this.returned.setException(new Error('The connection ended early.'))
  }

  *close(): Coroutine<void> {
    this.#transport.close()
    yield* this.#lost
  }
}
