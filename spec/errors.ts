/**
 * The errors of the contract. A loop may throw its own classes: what counts is their {@link errorKind}, read from a
 * brand on the prototype (so that it survives two copies of this package, and subclassing) and, failing that, from `name`.
 */
const brand = Symbol.for('loop-conformance.error')

export type ErrorKind =
  | 'RuntimeError'
  | 'ValueError'
  | 'TypeError'
  | 'LookupError'
  | 'InvalidStateError'
  | 'CancelledError'
  | 'TimeoutError'
  | 'ExceptionGroup'
  | 'SystemExit'
  | 'KeyboardInterrupt'
  | 'OSError'

function defineKind(errorClass: { prototype: Error }, kind: ErrorKind): void {
  Object.defineProperty(errorClass.prototype, brand, { value: kind })
  Object.defineProperty(errorClass.prototype, 'name', { value: kind, writable: true, configurable: true })
}

/** The loop or the task was used in a way that its state does not allow. */
export class RuntimeError extends Error {}
defineKind(RuntimeError, 'RuntimeError')

/** An argument has the right type and a value that cannot be used. */
export class ValueError extends Error {}
defineKind(ValueError, 'ValueError')

/** There is no value under the name that was asked for. */
export class LookupError extends Error {}
defineKind(LookupError, 'LookupError')

/** The future is not (or no longer) in the state that the operation needs. */
export class InvalidStateError extends Error {}
defineKind(InvalidStateError, 'InvalidStateError')

/** A deadline passed. */
export class TimeoutError extends Error {}
defineKind(TimeoutError, 'TimeoutError')

/** Several errors at once, in `errors`, as JavaScript's own `AggregateError` has them. */
export class ExceptionGroup extends AggregateError {}
defineKind(ExceptionGroup, 'ExceptionGroup')

/** The operation was cancelled. `args` carries the message given to `cancel()`, of any type, as `args[0]`. */
export class CancelledError extends Error {
  readonly args: readonly unknown[]

  constructor(...args: readonly unknown[]) {
    super(args.length > 0 ? String(args[0]) : '')
    this.args = args
  }
}
defineKind(CancelledError, 'CancelledError')

/** One of the fatal pair: ends the run of the loop that meets it. */
export class SystemExit extends Error {}
defineKind(SystemExit, 'SystemExit')

/** One of the fatal pair: ends the run of the loop that meets it. */
export class KeyboardInterrupt extends Error {}
defineKind(KeyboardInterrupt, 'KeyboardInterrupt')

/** The operating system, or who stands in for it, refused: a connection, a name, a port. */
export class OSError extends Error {
  /** Such as `ECONNREFUSED`, where the system has a name for it. */
  readonly code: string | undefined

  constructor(message: string, code?: string) {
    super(message)
    this.code = code
  }
}
defineKind(OSError, 'OSError')

/** The kind of anything thrown: its brand, else the `name` of an error, else null. */
export function errorKind(thrown: unknown): string | null {
  if (typeof thrown !== 'object' || thrown === null) return null
  if (brand in thrown) return String(thrown[brand])
  return thrown instanceof Error || 'name' in thrown ? String(thrown.name) : null
}

export function isCancelledError(thrown: unknown): boolean {
  return errorKind(thrown) === 'CancelledError'
}

/** True for `SystemExit` and `KeyboardInterrupt`, the only two that escape a loop. */
export function isFatalError(thrown: unknown): boolean {
  const kind = errorKind(thrown)
  return kind === 'SystemExit' || kind === 'KeyboardInterrupt'
}

/** True for `OSError` and for what a host throws in its place: an error whose `code` is one of the system's, as `ECONNRESET`. */
export function isOsError(thrown: unknown): boolean {
  if (errorKind(thrown) === 'OSError') return true
  const code = (thrown as { code?: unknown } | null | undefined)?.code
  return thrown instanceof Error && typeof code === 'string' && /^E(?!RR_)[A-Z0-9_]+$/.test(code)
}
