import type { AsyncioApi, Coroutine, EventLoop } from '../../../../spec/index.ts'
import type { Target } from '../method.ts'

/** What an exercise works with. */
export interface Exerciser {
  readonly api: AsyncioApi
  readonly loop: EventLoop
  /** Makes another loop of the same kind. */
  readonly newEventLoop: () => EventLoop
  /** Adds a line to the trace. */
  readonly note: (what: string) => void
  /** Notes what the call returns or throws. Returns what it returns. */
  readonly tell: <T>(what: string, call: () => T) => T | undefined
  /** Gives an object a name in the trace. Returns the object. */
  readonly called: <T extends object>(name: string, what: T) => T
  readonly show: (value: unknown) => string
  /** Makes the coroutine, runs it as a task, and notes how it ends. */
  readonly go: (what: string, make: () => Coroutine<unknown>) => void
  /** Calls it soon, at the place of the exercise. */
  readonly inPlace: (call: () => void) => void
  /** About this many milliseconds, never the same twice: the order of equal deadlines is free. */
  readonly distinct: (ms: number) => number
  /** Called when the loop is idle. */
  readonly atTheEnd: (call: () => void) => void
}

/**
 * A program by hand that shows what a method does. It notes only what the contract says: no texts of errors, no numbers of
 * iterations, no default names.
 */
export interface Exercise {
  readonly name: string
  /** Whose methods it uses. */
  readonly targets: readonly Target[]
  /** The order of what it notes is free. */
  readonly isInterleaved?: boolean
  /** Called at one place: in a callback, in a step, in a handler, outside of a run. The loop then runs until it is idle. */
  readonly act?: (x: Exerciser) => void
  /** Runs loops by itself, outside of a run. */
  readonly alone?: (x: Exerciser) => Promise<void>
}

/** Values that loops confuse with "nothing". */
export const values: readonly unknown[] = [undefined, null, 0, -0, NaN, '', false, true, 'text', 7]

export const sizes: readonly number[] = [0, 1, 2, 9, 33, 1001]

export function numbers(count: number): number[] {
  return Array.from({ length: count }, (_value, index) => index)
}
