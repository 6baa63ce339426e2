import { defineAdapter } from 'loop-conformance'
import { BaseEventLoop } from 'loop-conformance/reference'

class MyLoop extends BaseEventLoop {
  override time(): number {
    return performance.now()
  }

  override select(timeoutMs: number | null): void {
    if (timeoutMs === 0) setImmediate(() => this.turn())
    else if (timeoutMs !== null) setTimeout(() => this.turn(), timeoutMs)
  }

  override writeToSelf(): void {
    // Nothing yet.
  }
}

export default defineAdapter({
  name: 'my loop',
  profiles: ['host', 'base-hooks'],
  newEventLoop: () => new MyLoop(),
})
