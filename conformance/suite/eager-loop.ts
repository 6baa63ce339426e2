import type { EventLoop } from '../../spec/index.ts'
import type { Check } from '../harness/index.ts'

/** A loop whose tasks start eagerly, in the one way that every version of asyncio with eager tasks has. */
export function eagerLoop(check: Check): EventLoop {
  const loop = check.newEventLoop()
  loop.setTaskFactory(check.api.eagerTaskFactory)
  return loop
}
