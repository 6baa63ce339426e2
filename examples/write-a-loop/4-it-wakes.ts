import { defineAdapter } from 'loop-conformance'
import { BaseEventLoop } from 'loop-conformance/reference'

class MyLoop extends BaseEventLoop {
  #sleep: NodeJS.Timeout | undefined

  override time(): number {
    return performance.now()
  }

  override select(timeoutMs: number | null): void {
    clearTimeout(this.#sleep)
    if (timeoutMs === 0) this.writeToSelf()
    else if (timeoutMs !== null) this.#sleep = setTimeout(() => this.writeToSelf(), timeoutMs)
  }

  override writeToSelf(): void {
    clearTimeout(this.#sleep)
    setImmediate(() => this.turn())
  }
}

export default defineAdapter({
  name: 'my loop',
  profiles: ['host', 'base-hooks'],
  newEventLoop: () => new MyLoop(),
})
