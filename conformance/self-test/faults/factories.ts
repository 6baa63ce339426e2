import { VirtualEventLoop } from '../../../reference/index.ts'
import type { SettableFuture, Task } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

class GivingFuturesToAnother extends VirtualEventLoop {
  static readonly #other = new VirtualEventLoop()

  override createFuture<T>(): SettableFuture<T> {
    return GivingFuturesToAnother.#other.createFuture<T>()
  }
}

class AnsweringTheCoroutine extends VirtualEventLoop {
  override createTask<T>(...given: Parameters<VirtualEventLoop['createTask']>): Task<T> {
    super.createTask(...given)
    return given[0] as unknown as Task<T>
  }
}

export const factoriesFaults: readonly Fault[] = [
  {
    name: 'creates-futures-of-another-loop',
    clause: 'factories.create-future-makes-a-future',
    observes: /getLoop\(\) of the future/,
    adapter: faultyLoop('creates-futures-of-another-loop', () => new GivingFuturesToAnother()),
  },
  {
    name: 'answers-the-coroutine-instead-of-the-task',
    clause: 'factories.create-task-makes-a-task',
    observes: /isFuture\(\) of what createTask\(\) answered/,
    adapter: faultyLoop('answers-the-coroutine-instead-of-the-task', () => new AnsweringTheCoroutine()),
  },
]
