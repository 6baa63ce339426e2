import type { VirtualEventLoop } from '../../reference/index.ts'

export type Handle = ReturnType<VirtualEventLoop['callSoon']>

export interface Queue extends Iterable<Handle> {
  push(handle: Handle): void
  clear(): void
}

/** Replaces the handles in the queue of a loop with those that `change` returns. */
export function rearrange(queue: Queue, change: (handles: Handle[]) => Iterable<Handle>): void {
  const changed = [...change([...queue])]
  queue.clear()
  for (const handle of changed) queue.push(handle)
}
