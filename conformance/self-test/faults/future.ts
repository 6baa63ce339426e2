import { Future, VirtualEventLoop } from '../../../reference/index.ts'
import type { LoopAdapter, SettableFuture } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

/** A reference loop whose `createFuture` makes futures of a class with a defect. */
function withFuture(name: string, FaultyFuture: typeof Future): LoopAdapter {
  class Loop extends VirtualEventLoop {
    override createFuture<T = unknown>(): SettableFuture<T> {
      return new FaultyFuture<T>({ loop: this })
    }
  }
  return faultyLoop(name, () => new Loop())
}

class ReadableOnce<T> extends Future<T> {
  override result(): T {
    const result = super.result()
    this.value = undefined
    return result
  }
}

class Following<T> extends Future<T> {
  override setResult(value: T): void {
    if (!(value instanceof Future)) super.setResult(value)
    else
      value.addDoneCallback(() => {
        super.setResult(value.result() as T)
      })
  }
}

class FailingWithErrors<T> extends Future<T> {
  override setResult(value: T): void {
    if (value instanceof Error) this.setException(value)
    else super.setResult(value)
  }
}

class LastComeFirstServed<T> extends Future<T> {
  protected override scheduleCallbacks(): void {
    this.callbacks?.reverse()
    super.scheduleCallbacks()
  }
}

export const futureFaults: readonly Fault[] = [
  {
    name: 'gives-its-result-once',
    clause: 'future.keeps-its-result',
    observes: /result\(\), asked again/,
    adapter: withFuture('gives-its-result-once', ReadableOnce),
  },
  {
    name: 'follows-a-future-given-as-the-result',
    clause: 'future.keeps-its-result',
    observes: /done\(\) of a future with a result/,
    adapter: withFuture('follows-a-future-given-as-the-result', Following),
  },
  {
    name: 'fails-when-the-result-is-an-error',
    clause: 'future.keeps-its-result',
    observes: /a value like any other/,
    adapter: withFuture('fails-when-the-result-is-an-error', FailingWithErrors),
  },
  {
    name: 'runs-done-callbacks-in-reverse',
    clause: 'future.callbacks-run-in-order',
    observes: /"b" came before "a"/,
    adapter: withFuture('runs-done-callbacks-in-reverse', LastComeFirstServed),
  },
]
