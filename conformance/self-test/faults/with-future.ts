import { VirtualEventLoop, type Future } from '../../../reference/index.ts'
import type { LoopAdapter, SettableFuture } from '../../../spec/index.ts'
import { faultyLoop } from '../fault.ts'

/** A reference loop whose `createFuture` makes futures of a class with a defect. Tasks stay as they are. */
export function withFuture(name: string, FaultyFuture: typeof Future): LoopAdapter {
  class Loop extends VirtualEventLoop {
    override createFuture<T = unknown>(): SettableFuture<T> {
      return new FaultyFuture<T>({ loop: this })
    }
  }
  return faultyLoop(name, () => new Loop())
}
