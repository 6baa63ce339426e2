/**
 * Moves errors and warnings of the console to the level `debug`, which browsers hide unless the reader asks for it. Checks make
 * loops report hundreds of errors on purpose. What a loop prints with `console.log` stays visible. Imported before anything that
 * keeps a method of the console.
 */
interface ConsoleGlobals {
  readonly console: Record<'debug' | 'error' | 'warn', (...values: unknown[]) => void>
}

const { console } = globalThis as unknown as ConsoleGlobals
console.error = (...values) => console.debug(...values)
console.warn = (...values) => console.debug(...values)

export {}
