import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { ReferenceTimerHandle } from '../../../../reference/handle.ts'
import type { TimerQueue } from '../../../../reference/timer-queue.ts'
import { fault } from '../../fault.ts'

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

export const jittersOnceInFiftyReadings = fault(
  'timers.clock-never-goes-back',
  'jitters-once-in-fifty-readings',
  {
    says: 'time() is never less than before',
    loop: class extends VirtualEventLoop {
      #readings = 0

      override time(): number {
        return super.time() - (++this.#readings % 50 === 0 ? 1.5 : 0)
      }
    },
  },
)
