import { defineAdapter } from 'loop-conformance'
import { BaseEventLoop } from 'loop-conformance/reference'

/** Waits for a timer in a loop that blocks the thread. */
class SpinningLoop extends BaseEventLoop {
  override time(): number {
    return performance.now()
  }

  override select(timeoutMs: number | null): void {
    const until = performance.now() + (timeoutMs ?? Infinity)
    while (performance.now() < until);
    this.writeToSelf()
  }

  override writeToSelf(): void {
    setImmediate(() => this.turn())
  }
}

export default defineAdapter({ name: 'spins', profiles: ['host'], newEventLoop: () => new SpinningLoop() })
