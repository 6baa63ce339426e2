import { OSError } from './errors.ts'
import type { ListeningSocket, SocketAddress } from './interfaces/index.ts'
import { MemorySocket } from './socket-pair.ts'

/** A socket that listens on a `MemoryNetwork`. */
export class MemoryListeningSocket implements ListeningSocket {
  readonly type = 'stream'
  readonly localAddress: SocketAddress
  /** Other sockets may be bound to the same address. */
  readonly isShared: boolean
  isListening = false
  readonly #waiting: (MemorySocket | OSError)[] = []
  readonly #onClose: () => void
  #onReadable: (() => void) | null = null

  constructor(localAddress: SocketAddress, onClose: () => void, isShared = false) {
    this.localAddress = localAddress
    this.isShared = isShared
    this.#onClose = onClose
  }

  listen(_backlog: number): void {
    this.isListening = true
  }

  accept(): MemorySocket | null {
    const next = this.#waiting.shift() ?? null
    if (next instanceof OSError) throw next
    return next
  }

  whenReadable(callback: (() => void) | null): void {
    this.#onReadable = callback
    if (this.#waiting.length > 0) this.#tellReadable()
  }

  close(): void {
    this.isListening = false
    this.#onReadable = null
    this.#onClose()
    for (const one of this.#waiting.splice(0)) if (one instanceof MemorySocket) one.close()
  }

  /** Adds a connection, or an error that the next `accept()` throws before the connections that wait. */
  add(one: MemorySocket | OSError): void {
    if (one instanceof OSError) this.#waiting.unshift(one)
    else this.#waiting.push(one)
    this.#tellReadable()
  }

  #tellReadable(): void {
    const callback = this.#onReadable
    this.#onReadable = null
    callback?.()
  }
}
