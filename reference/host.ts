/**
 * The few globals that every JavaScript host has. Timers and the clock are captured here, so that a program that replaces them
 * later is no matter; the console is looked up, for a program that replaces it wants to hear.
 */
interface HostGlobals {
  setTimeout: (callback: () => void, ms: number) => unknown
  clearTimeout: (timer: unknown) => void
  queueMicrotask: (callback: () => void) => void
  /** Node, Bun and Deno have it. */
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

/** The longest delay that a host's timer takes. */
export const longestTimeout = 2 ** 31 - 1

/** Calls back after the host has had a turn: at once where it can, for a timer takes at least a millisecond. */
export const afterHostTurn: (callback: () => void) => unknown =
  globals.setImmediate ?? ((callback) => setTimeout(callback, 0))
