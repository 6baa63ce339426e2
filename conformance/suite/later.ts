import type { Callback, EventLoop } from '../../spec/index.ts'

/** Calls `callback` some iterations from now, when whatever is ready has gone as far as it goes by itself. */
export function later(loop: EventLoop, callback: Callback, iterations = 4): void {
  if (iterations === 0) loop.callSoon(callback)
  else loop.callSoon(later, [loop, callback, iterations - 1])
}
