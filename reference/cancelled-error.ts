import { CancelledError } from '../spec/errors.ts'

/**
 * A `CancelledError` that a loop throws into a coroutine. It has no stack: the frames would be those of the loop, never those of the
 * code that asked for the cancellation, and collecting them takes longer than all the rest of a cancellation.
 * (docs/decisions/hot-path.md)
 */
export function cancelledError(args: readonly unknown[]): CancelledError {
  const limit: unknown = Reflect.get(Error, 'stackTraceLimit')
  // Not an assignment: that throws if the host has frozen its intrinsics, and then the error has a stack.
  Reflect.set(Error, 'stackTraceLimit', 0)
  try {
    return new CancelledError(...args)
  } finally {
    Reflect.set(Error, 'stackTraceLimit', limit)
  }
}
