import type { EventLoop } from './event-loop.ts'
import type { Future } from './future.ts'
import type { Handle } from './handles.ts'

/** What a loop knows of an error that nobody awaited. Handlers must tolerate other keys. */
export interface ExceptionContext {
  message?: string
  exception?: unknown
  future?: Future
  task?: Future
  handle?: Handle
  [key: string]: unknown
}

export type ExceptionHandler = (loop: EventLoop, context: ExceptionContext) => void
