/**
 * The few globals that every JavaScript host has. Timers and the clock are captured here, so a program that replaces them later
 * does not affect the loop. The console is looked up at each call, because a program that replaces it wants the output.
 */
interface HostGlobals {
  setTimeout: (callback: () => void, ms: number) => unknown
  clearTimeout: (timer: unknown) => void
  queueMicrotask: (callback: () => void) => void
  /** In Node, Bun and Deno. */
  setImmediate?: (callback: () => void) => unknown
  performance: { now(): number }
  console: { error(...values: unknown[]): void; warn(...values: unknown[]): void }
}

const globals = globalThis as unknown as HostGlobals

export const setTimeout = globals.setTimeout
export const clearTimeout = globals.clearTimeout
export const queueMicrotask = globals.queueMicrotask
export const now = globals.performance.now.bind(globals.performance)
export const logError = (...values: unknown[]): void => globals.console.error(...values)
export const logWarning = (text: string): void => globals.console.warn(text)

/** The longest delay of a host timer, in milliseconds. */
export const longestTimeout = 2 ** 31 - 1

/** Calls back after a turn of the host. A timer takes at least a millisecond, so `setImmediate` is used if there is one. */
export const afterHostTurn: (callback: () => void) => unknown =
  globals.setImmediate ?? ((callback) => setTimeout(callback, 0))
