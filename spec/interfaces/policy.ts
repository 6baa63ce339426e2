import type { EventLoop } from './event-loop.ts'

/** Makes loops and remembers the one that is current outside of a run. */
export interface EventLoopPolicy {
  getEventLoop(): EventLoop
  setEventLoop(loop: EventLoop | null): void
  newEventLoop(): EventLoop
}
