import { defineAdapter } from 'loop-conformance'
import { BaseEventLoop } from 'loop-conformance/reference'

/** A complete loop: a clock, a sleep, and a way to be woken. The base does the rest. */
export class MinimalLoop extends BaseEventLoop {
  #sleep: NodeJS.Timeout | undefined

  override time(): number {
    return performance.now()
  }

  override select(timeoutMs: number | null): void {
    clearTimeout(this.#sleep)
    if (timeoutMs === 0) this.writeToSelf()
    else this.#sleep = setTimeout(() => this.writeToSelf(), Math.min(timeoutMs ?? Infinity, 2 ** 31 - 1))
  }

  override writeToSelf(): void {
    clearTimeout(this.#sleep)
    setImmediate(() => this.turn())
  }
}

export default defineAdapter({
  name: 'minimal',
  profiles: ['host', 'base-hooks'],
  newEventLoop: () => new MinimalLoop(),
})
