import type { ReferenceHandle } from './handle.ts'

/**
 * The callbacks of the next iteration, in their order: a list through the handles themselves, which takes no memory
 * of its own. (docs/decisions/hot-path.md)
 *
 * Invariant: a handle that is in no queue has no `next`, so that a handle that is kept keeps no other alive.
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

  /** The first of all that are ready now, and the queue is empty: what they schedule is for the iteration after. */
  take(): ReferenceHandle | null {
    const { first } = this
    this.first = this.last = null
    return first
  }

  /** Returns the rest of what was taken, to come before everything else. */
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

  /** For successors, which may want to look; the base only takes. */
  *[Symbol.iterator](): Generator<ReferenceHandle, void> {
    for (let handle = this.first; handle !== null; handle = handle.next) yield handle
  }
}
