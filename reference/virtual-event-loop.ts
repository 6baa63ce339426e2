import type {
  Protocol,
  SettableWaiter,
  StreamSocket,
  Transport,
  TransportOptions,
} from '../spec/interfaces/index.ts'
import { BaseEventLoop } from './base-event-loop.ts'
import { afterHostTurn, clearTimeout, longestTimeout, now, queueMicrotask, setTimeout } from './host.ts'
import { SocketTransport } from './socket-transport.ts'

/** After so many milliseconds without a turn of the host, the loop lets it have one. */
const hostTurnEveryMs = 10

/**
 * A loop whose clock jumps to the next timer instead of waiting for it: the smallest legal successor, and what tests
 * run on. It never waits for the host while a timer is left; with nothing left to do it waits to be woken.
 */
export class VirtualEventLoop extends BaseEventLoop {
  #time = 0
  #lastHostTurn = now()
  #keepAlive: unknown = null
  #wakeUpPending = false

  constructor() {
    super({ turnBudgetMs: hostTurnEveryMs })
  }

  override time(): number {
    return this.#time
  }

  override select(timeoutMs: number | null): void {
    if (timeoutMs === null) {
      this.#keepAlive = setTimeout(this.#stayAlive, longestTimeout)
      return
    }
    this.#time += timeoutMs
    this.writeToSelf()
  }

  override writeToSelf(): void {
    if (this.#wakeUpPending) return
    this.#wakeUpPending = true
    if (now() - this.#lastHostTurn < hostTurnEveryMs) queueMicrotask(this.#wakeUp)
    else afterHostTurn(this.#wakeUp)
  }

  /** For a socket of somebody else's, such as an end of `socketPair()`: this loop opens none. */
  override makeSocketTransport(
    sock: StreamSocket,
    protocol: Protocol,
    waiter?: SettableWaiter | null,
    options?: TransportOptions,
  ): Transport {
    return new SocketTransport(this, sock, protocol, waiter, options)
  }

  /** Whoever begins a turn, a source of events as well, ends the sleep. */
  protected override turn(events?: readonly unknown[]): void {
    clearTimeout(this.#keepAlive)
    super.turn(events)
  }

  readonly #wakeUp = (): void => {
    if (now() - this.#lastHostTurn >= hostTurnEveryMs) this.#lastHostTurn = now()
    this.#wakeUpPending = false
    this.turn()
  }

  /** A running loop keeps the process alive, and only a pending timer of the host does that everywhere. */
  readonly #stayAlive = (): void => {
    this.select(null)
  }
}
