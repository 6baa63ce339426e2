import type { ReferenceTimerHandle } from '../../../../reference/handle.ts'
import type { TimerQueue } from '../../../../reference/timer-queue.ts'
import { VirtualEventLoop } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import type { TimerHandle } from '../../../../spec/index.ts'
import { rearrange } from '../../rearrange.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** Runs due timers in the order in which they were scheduled. */
export const runsDueTimersInTheOrderOfTheCalls = fault(
  'timers.run-by-deadline',
  'runs-due-timers-in-the-order-of-the-calls',
  {
    says: 'timers ran in the order',
    loop: class extends NodeEventLoop {
      readonly #numbers = new WeakMap<object, number>()
      #last = 0

      override callAt(...call: Arguments<'callAt'>): TimerHandle {
        const handle = super.callAt(...call)
        this.#numbers.set(handle, ++this.#last)
        return handle
      }

      protected override collectDueTimers(): void {
        const before = [...this.ready].length
        super.collectDueTimers()
        const number = (handle: object): number => this.#numbers.get(handle) ?? 0
        rearrange(this.ready, (handles) => [
          ...handles.slice(0, before),
          ...handles.slice(before).sort((a, b) => number(a) - number(b)),
        ])
      }
    },
  },
)

/** Makes a plain call of a timer that is due. The handle has its `when()`. */
export const callsDueTimersInTheOrderOfTheCalls = fault(
  'timers.passed-deadlines-run-in-order',
  'calls-due-timers-in-the-order-of-the-calls',
  {
    says: /"timer of -?\d+" came before/,
    loop: class extends VirtualEventLoop {
      override callAt(...call: Arguments<'callAt'>): TimerHandle {
        const [deadline, callback, args, options] = call
        if (typeof deadline !== 'number' || deadline > this.time()) return super.callAt(...call)
        return Object.assign(this.callSoon(callback, args, options), { when: () => deadline })
      }
    },
  },
)

/** A heap that looks for the parent of an entry in the wrong place. */
class WrongHeap {
  #heap: ReferenceTimerHandle[] = []

  get size(): number {
    return this.#heap.length
  }

  push(handle: ReferenceTimerHandle): void {
    const heap = this.#heap
    heap.push(handle)
    for (let index = heap.length - 1; index > 0; index >>= 1) {
      const above = heap[index >> 1] as ReferenceTimerHandle
      if (above.deadline <= handle.deadline) break
      heap[index] = above
      heap[index >> 1] = handle
    }
  }

  peek(): ReferenceTimerHandle | undefined {
    while (this.#heap[0]?.cancelled() === true) this.pop()
    return this.#heap[0]
  }

  pop(): ReferenceTimerHandle | undefined {
    const heap = this.#heap
    const [first] = heap
    const last = heap.pop()
    if (first === undefined || last === undefined) return undefined
    first.scheduled = false
    if (heap.length === 0) return first
    let index = 0
    for (let child = 1; child < heap.length; child = 2 * index + 1) {
      const [left, right] = [heap[child], heap[child + 1]] as const
      if (right !== undefined && left !== undefined && right.deadline < left.deadline) child++
      const below = heap[child] as ReferenceTimerHandle
      if (below.deadline >= last.deadline) break
      heap[index] = below
      index = child
    }
    heap[index] = last
    return first
  }

  noteCancelled(): void {
    // A cancelled timer stays until it is first.
  }

  clear(): void {
    this.#heap = []
  }
}

export const looksForAParentInTheWrongPlace = fault(
  'timers.run-by-deadline',
  'looks-for-a-parent-in-the-wrong-place',
  {
    says: 'in the order of the deadlines',
    loop: class extends VirtualEventLoop {
      protected override readonly timers = new WrongHeap() as unknown as TimerQueue
    },
  },
)
