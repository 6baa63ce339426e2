import type { ReferenceHandle } from './handle.ts'

/**
 * The callbacks of the next iteration, in order. The list links the handles themselves, so it takes no memory of its own.
 * (docs/decisions/hot-path.md)
 *
 * Invariant: a handle that is in no queue has no `next`, so a handle that is kept does not keep another one alive.
 */
export class ReadyQueue {
  private first: ReferenceHandle | null = null
  private last: ReferenceHandle | null = null

  get isEmpty(): boolean {
    return this.first === null
  }

  push(handle: ReferenceHandle): void {
    if (this.last === null) this.first = handle
    else this.last.next = handle
    this.last = handle
  }

  /** Returns the first handle of all that are ready, and empties the queue. What these schedule runs in the next iteration. */
  take(): ReferenceHandle | null {
    const { first } = this
    this.first = this.last = null
    return first
  }

  /** Puts the rest of what was taken back, in front of everything else. */
  putBack(rest: ReferenceHandle | null): void {
    const added = this.take()
    for (const chain of [rest, added])
      for (let handle = chain; handle !== null;) {
        const next: ReferenceHandle | null = handle.next
        handle.next = null
        this.push(handle)
        handle = next
      }
  }

  clear(): void {
    for (let handle = this.take(); handle !== null;) {
      const next: ReferenceHandle | null = handle.next
      handle.next = null
      handle = next
    }
  }

  /** For successors that inspect the queue. The base class does not use it. */
  *[Symbol.iterator](): Generator<ReferenceHandle, void> {
    for (let handle = this.first; handle !== null; handle = handle.next) yield handle
  }
}
