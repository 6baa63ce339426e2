import { BaseEventLoop } from 'loop-conformance/reference'

export default class MyLoop extends BaseEventLoop {
  override time(): number {
    return performance.now()
  }

  override select(_timeoutMs: number | null): void {
    // Nothing yet: the loop never takes a turn.
  }

  override writeToSelf(): void {
    // Nothing yet.
  }
}
