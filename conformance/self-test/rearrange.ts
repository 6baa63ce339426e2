import type { VirtualEventLoop } from '../../reference/index.ts'
import type { TimerHandle } from '../../spec/index.ts'

type Handle = ReturnType<VirtualEventLoop['callSoon']>

interface Queue extends Iterable<Handle> {
  push(handle: Handle): void
  clear(): void
}

/** Replaces the handles in the queue of a loop with those that `change` returns. */
export function rearrange(queue: Queue, change: (handles: Handle[]) => Iterable<Handle>): void {
  const changed = [...change([...queue])]
  queue.clear()
  for (const handle of changed) queue.push(handle)
}

/** Removes the handle that was scheduled last, and returns it. */
export function takeLast(queue: Queue): Handle | undefined {
  const last = [...queue].at(-1)
  rearrange(queue, (handles) => handles.slice(0, -1))
  return last
}

/** Compares timers that are due. */
export function byDeadline(one: object, other: object): number {
  return (one as TimerHandle).when() - (other as TimerHandle).when()
}
