/** Loops that keep what nobody wants any more, or do not say what was lost with it. */
import { Future as ReferenceFuture, VirtualEventLoop } from '../../../reference/index.ts'
import type { SettableFuture } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { loopOfTasks } from './loop-of-tasks.ts'
import { Task as ReferenceTask } from '../../../reference/index.ts'

class ForgetsItsException<T> extends ReferenceFuture<T> {
  override exception(): unknown {
    const { unretrieved } = this
    this.unretrieved = null
    const exception = super.exception()
    this.unretrieved = unretrieved
    return exception
  }
}

class SilentTask<T> extends ReferenceTask<T> {
  protected override settle(...given: Parameters<ReferenceTask<T>['settle']>): void {
    super.settle(...given)
    if (this.unretrieved !== null) this.unretrieved.noteRetrieval()
  }
}

class KeepsItsFutures extends VirtualEventLoop {
  readonly #made: unknown[] = []

  override createFuture<T = unknown>(): SettableFuture<T> {
    const future = super.createFuture<T>()
    this.#made.push(future)
    return future
  }
}

class MakesForgetful extends VirtualEventLoop {
  override createFuture<T = unknown>(): SettableFuture<T> {
    return new ForgetsItsException<T>({ loop: this })
  }
}

const profiles = ['host', 'gc'] as const

export const futureGcFaults: readonly Fault[] = [
  {
    name: 'says-nothing-of-the-exception-of-a-lost-task',
    clause: 'future.unretrieved-exception-reaches-the-handler',
    observes: /exception that nobody asked for/,
    adapter: faultyLoop(
      'says-nothing-of-the-exception-of-a-lost-task',
      () => new (loopOfTasks(SilentTask))(),
      { profiles },
    ),
  },
  {
    name: 'reports-an-exception-that-was-asked-for',
    clause: 'future.unretrieved-exception-reaches-the-handler',
    observes: /an exception that was asked for/,
    adapter: faultyLoop('reports-an-exception-that-was-asked-for', () => new MakesForgetful(), { profiles }),
  },
  {
    name: 'keeps-every-future-it-has-made',
    clause: 'future.pending-future-is-released',
    observes: /to be collected/,
    adapter: faultyLoop('keeps-every-future-it-has-made', () => new KeepsItsFutures(), { profiles }),
  },
]
