/** Loops that use the freedom in order and pace that the specification leaves. */
import { VirtualEventLoop } from '../../../reference/index.ts'
import { NodeEventLoop } from '../../../reference/node.ts'
import { seededRandom } from '../../harness/index.ts'
import { OneAtATime, TimersFirst } from '../../programs/liberties.ts'
import { byDeadline, rearrange } from '../rearrange.ts'
import type { LegalLoop } from './legal-loop.ts'

/** Timers with the same deadline run last in, first out. */
class ReversedTies extends VirtualEventLoop {
  protected override collectDueTimers(): void {
    const before = [...this.ready].length
    super.collectDueTimers()
    rearrange(this.ready, (handles) => [
      ...handles.slice(0, before),
      ...handles.slice(before).reverse().sort(byDeadline),
    ])
  }
}

/** Keeps deadlines in whole milliseconds, as the timers of most hosts do. */
class WholeMilliseconds extends VirtualEventLoop {
  override callAt(...call: Parameters<VirtualEventLoop['callAt']>): ReturnType<VirtualEventLoop['callAt']> {
    const [deadline, ...rest] = call
    return super.callAt(Math.round(deadline), ...rest)
  }
}

/** Oversleeps by a third, as a loop on a busy machine does. */
class LateTimers extends VirtualEventLoop {
  override select(timeoutMs: number | null): void {
    super.select(timeoutMs === null ? null : timeoutMs * 1.3)
  }
}

/** Wakes up now and then without a reason. */
class RestlessSleeper extends NodeEventLoop {
  override select(timeoutMs: number | null): void {
    super.select(timeoutMs === null ? 3 : timeoutMs / 2)
  }
}

/** Takes its turns after a random number of microtasks. */
class JitteredWakeUps extends NodeEventLoop {
  readonly #random = seededRandom(7)

  protected override turn(): void {
    const hop = (left: number): void => {
      if (left > 0) queueMicrotask(() => hop(left - 1))
      else super.turn()
    }
    hop(Math.floor(this.#random() * 4))
  }
}

export const schedulingLiberties: readonly LegalLoop[] = [
  { name: 'one-callback-an-iteration', newEventLoop: () => new OneAtATime() },
  { name: 'timers-before-ready', newEventLoop: () => new TimersFirst() },
  { name: 'reversed-ties', newEventLoop: () => new ReversedTies() },
  { name: 'whole-milliseconds', newEventLoop: () => new WholeMilliseconds() },
  { name: 'late-timers', newEventLoop: () => new LateTimers() },
  { name: 'restless-sleeper', profiles: ['host', 'timers-real'], newEventLoop: () => new RestlessSleeper() },
  { name: 'jittered-wake-ups', profiles: ['host'], newEventLoop: () => new JitteredWakeUps() },
  {
    name: 'macrotask-an-iteration',
    profiles: ['host'],
    newEventLoop: () => new NodeEventLoop({ turnBudgetMs: 0 }),
  },
]
