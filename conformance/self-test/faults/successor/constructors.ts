import { Future, Task, VirtualEventLoop } from '../../../../reference/index.ts'
import type { Coroutine, EventLoop } from '../../../../spec/index.ts'
import type { ConstructorOptions } from '../../signatures.ts'
import { fault } from '../../fault.ts'

export const makesFuturesOfAnotherLoop = fault(
  'successor.future-constructor-makes-a-future',
  'makes-futures-of-another-loop',
  {
    says: /different loop|its loop/,
    api: {
      Future: class<T> extends Future<T> {
        constructor(_options?: { loop?: EventLoop | null | undefined }) {
          super({ loop: new VirtualEventLoop() })
        }
      },
    },
  },
)

/** Makes a new loop when it should look up the running one. */
export const makesALoopForAFutureWithoutOne = fault(
  'successor.constructors-find-the-running-loop',
  'makes-a-loop-for-a-future-without-one',
  {
    says: 'the loop of what was made in its callback',
    api: {
      Future: class<T> extends Future<T> {
        constructor(options: { loop?: EventLoop | null | undefined } = {}) {
          super({ loop: options.loop ?? new VirtualEventLoop() })
        }
      },
    },
  },
)

export const copiesTheContextOfAConstructedTask = fault(
  'successor.task-constructor-runs-in-the-context',
  'copies-the-context-of-a-constructed-task',
  {
    says: 'the variable in the context afterwards',
    api: {
      Task: class<T> extends Task<T> {
        constructor(coro: Coroutine<T>, { context, ...rest }: ConstructorOptions = {}) {
          super(coro, { ...rest, context: context?.copy() })
        }
      },
    },
  },
)
