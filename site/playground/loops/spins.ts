import { defineAdapter } from 'loop-conformance'
import { BaseEventLoop } from 'loop-conformance/reference'

/** Sleeps with its eyes open: while it waits for a timer, nothing else gets the thread. */
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
