import type { EventLoop } from './event-loop.ts'
import type { Future } from './future.ts'
import type { Handle } from './handles.ts'

/** What a loop tells its exception handler about an error that no code awaited. Handlers must tolerate other keys. */
export interface ExceptionContext {
  message?: string
  exception?: unknown
  future?: Future
  task?: Future
  handle?: Handle
  [key: string]: unknown
}

export type ExceptionHandler = (loop: EventLoop, context: ExceptionContext) => void
