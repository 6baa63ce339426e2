import type { EventLoop } from './event-loop.ts'

/** Makes loops, and remembers the loop that is current outside a turn. */
export interface EventLoopPolicy {
  getEventLoop(): EventLoop
  setEventLoop(loop: EventLoop | null): void
  newEventLoop(): EventLoop
}
