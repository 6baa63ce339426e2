import type { VirtualEventLoop } from '../../reference/index.ts'
import type { TimerHandle } from '../../spec/index.ts'

type Handle = ReturnType<VirtualEventLoop['callSoon']>

interface Queue extends Iterable<Handle> {
  push(handle: Handle): void
  clear(): void
}

/** Fills the queue of a loop anew with what `change` makes of its handles. */
export function rearrange(queue: Queue, change: (handles: Handle[]) => Iterable<Handle>): void {
  const changed = [...change([...queue])]
  queue.clear()
  for (const handle of changed) queue.push(handle)
}

/** Takes the handle out again that was scheduled last. */
export function takeLast(queue: Queue): Handle | undefined {
  const last = [...queue].at(-1)
  rearrange(queue, (handles) => handles.slice(0, -1))
  return last
}

/** For timers that have become due. */
export function byDeadline(one: object, other: object): number {
  return (one as TimerHandle).when() - (other as TimerHandle).when()
}
