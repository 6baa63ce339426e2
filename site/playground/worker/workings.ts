/**
 * The module `playground`: internals that loops with a defect use and that no entry of the package exports, and a loop on the host that
 * replaces Node's. The loops of the menu import it. A loop that imports it runs only here.
 */
import { BaseEventLoop, type BaseEventLoopOptions } from '../../../reference/base-event-loop.ts'

export { fault } from '../../../conformance/self-test/fault.ts'
export { ReferenceContext } from '../../../reference/context.ts'
export { ReferenceHandle } from '../../../reference/handle.ts'
export { state } from '../../../reference/shared-state.ts'
export { TimerQueue } from '../../../reference/timer-queue.ts'

const longestTimeout = 2 ** 31 - 1

/** From `set-immediate.ts` if the host has none. */
interface Immediates {
  setImmediate(callback: () => void): unknown
}

/** `NodeEventLoop` without sockets and without the asynchronous contexts of Node. */
export class NodeEventLoop extends BaseEventLoop {
  #timer: ReturnType<typeof setTimeout> | undefined
  #immediate: unknown = null

  constructor(options: BaseEventLoopOptions = {}) {
    super(options)
    this.clockResolution = 0.01
  }

  override time(): number {
    return performance.now()
  }

  override select(timeoutMs: number | null): void {
    clearTimeout(this.#timer)
    if (timeoutMs === 0) this.writeToSelf()
    else this.#timer = setTimeout(this.#wakeUp, Math.min(Math.ceil(timeoutMs ?? Infinity), longestTimeout))
  }

  override writeToSelf(): void {
    this.#immediate ??= (globalThis as unknown as Immediates).setImmediate(this.#wakeUp)
  }

  readonly #wakeUp = (): void => {
    clearTimeout(this.#timer)
    this.#immediate = null
    this.turn()
  }
}
