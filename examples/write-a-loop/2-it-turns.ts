import { BaseEventLoop } from 'loop-conformance/reference'

export default class MyLoop extends BaseEventLoop {
  override time(): number {
    return performance.now()
  }

  override select(_timeoutMs: number | null): void {
    this.writeToSelf()
  }

  override writeToSelf(): void {
    setImmediate(() => this.turn())
  }
}
