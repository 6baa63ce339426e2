import type { Method } from './method.ts'
import type { WatchedLoop } from './watched-loop.ts'

/** One call of a method that a fault watches. */
export interface Call {
  readonly method: Method
  /** The loop that the call is about, if it is a loop of the fault. */
  readonly loop: WatchedLoop | null
  readonly args: readonly unknown[]
  /** How many calls of the method there were, with this one. */
  readonly counts: { readonly onLoop: number; readonly inAll: number; readonly onObject: number }
  /** Calls the method as it is, with these arguments; by default with those of the call. */
  readonly perform: (args?: readonly unknown[]) => unknown
  /** What the last call returned or gave. */
  readonly previous: unknown
}

/** The options that a call was given, or null. */
export function optionsOf({ method, args }: Pick<Call, 'method' | 'args'>): Record<string, unknown> | null {
  if (method.options.length === 0) return null
  const last = args[method.takes - 1]
  return typeof last === 'object' && last !== null ? (last as Record<string, unknown>) : null
}
