import type { EventLoop } from '../../../spec/index.ts'
import { networkOf, type CheckContext } from '../../harness/index.ts'

/**
 * Skips the check on the network of the system, which takes its time: nothing could be said of what has not arrived there. On a network in
 * memory everything arrives within a few iterations.
 */
export function needsMemoryNetwork(t: CheckContext, loop: EventLoop): void {
  if (networkOf(loop) === null) t.skipWithout('memoryNetwork')
}
