import { Future, VirtualEventLoop } from '../../../reference/index.ts'
import type { SettableFuture, Suspension } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

/** Gives what the task sends in, as a plain generator would, where it should ask the future. */
class GivingWhatIsSent<T> extends Future<T> {
  override *[Symbol.iterator](): Generator<Suspension, T, void> {
    if (this.done()) return this.result()
    this.futureBlocking = true
    return (yield this as unknown as Suspension) as T
  }
}

class GivingWhatIsSentLoop extends VirtualEventLoop {
  override createFuture<T = unknown>(): SettableFuture<T> {
    return new GivingWhatIsSent<T>({ loop: this })
  }
}

export const coroutineFaults: readonly Fault[] = [
  {
    name: 'gives-an-awaiting-task-nothing',
    clause: 'coroutine.await-gives-the-result',
    observes: /what yield\* gave/,
    adapter: faultyLoop('gives-an-awaiting-task-nothing', () => new GivingWhatIsSentLoop()),
  },
]
