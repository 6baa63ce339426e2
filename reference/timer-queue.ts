import type { ReferenceTimerHandle } from './handle.ts'

/** In a queue of up to this many timers, cancelled timers stay until they are first. */
const compactionMinimum = 100

/** Timers by deadline, in a binary heap. Timers with equal deadlines leave in any order, as in asyncio. */
export class TimerQueue {
  #heap: ReferenceTimerHandle[] = []
  #cancelled = 0

  get size(): number {
    return this.#heap.length
  }

  push(handle: ReferenceTimerHandle): void {
    this.#heap.push(handle)
    this.#rise(this.#heap.length - 1)
  }

  /** The timer with the earliest deadline, without the cancelled ones. */
  peek(): ReferenceTimerHandle | undefined {
    while (this.#heap[0]?.cancelled() === true) this.pop()
    return this.#heap[0]
  }

  pop(): ReferenceTimerHandle | undefined {
    const first = this.#heap[0]
    const last = this.#heap.pop()
    if (first === undefined || last === undefined) return undefined
    if (first !== last) {
      this.#heap[0] = last
      this.#sink(0)
    }
    first.scheduled = false
    if (first.cancelled()) this.#cancelled--
    return first
  }

  /** Counts a timer that is cancelled in the queue. If more than half of a long queue is cancelled, all cancelled timers leave. */
  noteCancelled(handle: ReferenceTimerHandle): void {
    if (!handle.scheduled) return
    this.#cancelled++
    if (this.#heap.length > compactionMinimum && this.#cancelled * 2 > this.#heap.length)
      this.#compact(handle)
  }

  clear(): void {
    for (const handle of this.#heap) handle.scheduled = false
    this.#heap = []
    this.#cancelled = 0
  }

  #compact(beingCancelled: ReferenceTimerHandle): void {
    const kept: ReferenceTimerHandle[] = []
    for (const handle of this.#heap) {
      if (handle.cancelled() || handle === beingCancelled) handle.scheduled = false
      else kept.push(handle)
    }
    // A sorted array is a heap.
    this.#heap = kept.sort((a, b) => a.deadline - b.deadline)
    this.#cancelled = 0
  }

  #rise(index: number): void {
    const heap = this.#heap
    const handle = heap[index] as ReferenceTimerHandle
    while (index > 0) {
      const parent = (index - 1) >> 1
      const above = heap[parent] as ReferenceTimerHandle
      if (above.deadline <= handle.deadline) break
      heap[index] = above
      index = parent
    }
    heap[index] = handle
  }

  #sink(index: number): void {
    const heap = this.#heap
    const handle = heap[index] as ReferenceTimerHandle
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) break
      const left = heap[child] as ReferenceTimerHandle
      const right = heap[child + 1]
      if (right !== undefined && right.deadline < left.deadline) child++
      const below = heap[child] as ReferenceTimerHandle
      if (below.deadline >= handle.deadline) break
      heap[index] = below
      index = child
    }
    heap[index] = handle
  }
}
