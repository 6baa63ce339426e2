import { asyncioApi as real, Future, VirtualEventLoop } from '../../../../reference/index.ts'
import type { Awaitable, EventLoop } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

let started: EventLoop | null = null

export const runsOnlyFuturesOfItsOwnClass = fault(
  'task-registry.own-task-takes-part',
  'runs-only-futures-of-its-own-class',
  {
    says: 'runUntilComplete() of the own task threw',
    loop: class extends VirtualEventLoop {
      override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
        if (real.isFuture(awaitable) && !(awaitable instanceof Future))
          throw new TypeError('A future or a coroutine is required.')
        return super.runUntilComplete(awaitable)
      }
    },
  },
)

export const takesTheLoopStartedLastForTheRunningOne = fault(
  'task-registry.interleaved-loops-keep-their-own-current-task',
  'takes-the-loop-started-last-for-the-running-one',
  {
    says: 'was not its own task alone',
    loop: class extends VirtualEventLoop {
      override runForever(): Promise<void> {
        const run = super.runForever()
        // eslint-disable-next-line @typescript-eslint/no-this-alias -- the fault is about which loop was started
        started = this
        return run
      }
    },
    profiles: ['host'],
    api: {
      getTasks: (loop) => {
        return real.getTasks(loop ?? (real.peekRunningLoop() === null ? null : started))
      },
    },
  },
)
