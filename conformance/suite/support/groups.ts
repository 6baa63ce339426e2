import { isCancelledError, type Coroutine, type EventLoop } from '../../../spec/index.ts'
import type { Attempt, CheckContext } from '../../harness/index.ts'
import { attempted, never, soon } from './tasks.ts'

/** Throws a few iterations from now. */
export function* failing(error: unknown): Coroutine<void> {
  yield
  yield
  throw error
}

/** Throws an error when it is cancelled. */
export function* failingWhenCancelled(loop: EventLoop, error: unknown): Coroutine<void> {
  yield* attempted(never(loop))
  throw error
}

/** The members of the group of exceptions that the attempt threw. */
export function errorsOf(t: CheckContext, attempt: Attempt<unknown>): readonly unknown[] {
  return (t.threw(attempt, 'ExceptionGroup', 'taskGroup()') as { errors: readonly unknown[] }).errors
}

/** Waits for ever, notes its cancellation, and takes its time to end. */
export function* waiting(t: CheckContext, loop: EventLoop, label: string): Coroutine<void> {
  try {
    yield* never(loop)
  } catch (error) {
    yield* soon(loop, null)
    t.note(isCancelledError(error) ? `${label} was cancelled` : `${label} caught another error`)
    throw error
  }
}
