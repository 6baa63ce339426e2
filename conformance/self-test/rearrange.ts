import type { TimerHandle } from '../../spec/index.ts'
import { rearrange, type Handle, type Queue } from '../programs/rearrange.ts'

export { rearrange }

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
