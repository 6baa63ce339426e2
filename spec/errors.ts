/**
 * The errors of the contract. A loop may throw classes of its own. What counts is their {@link errorKind}: a brand on the
 * prototype, which subclasses inherit and all copies of this package share, or else the `name` of the error.
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
  | 'IncompleteReadError'
  | 'LimitOverrunError'

function defineKind(errorClass: { prototype: Error }, kind: ErrorKind): void {
  Object.defineProperty(errorClass.prototype, brand, { value: kind })
  Object.defineProperty(errorClass.prototype, 'name', { value: kind, writable: true, configurable: true })
}

/** The state of the loop or the task does not allow the call. */
export class RuntimeError extends Error {}
defineKind(RuntimeError, 'RuntimeError')

/** An argument has the right type, but its value cannot be used. */
export class ValueError extends Error {}
defineKind(ValueError, 'ValueError')

/** There is no value for the name. */
export class LookupError extends Error {}
defineKind(LookupError, 'LookupError')

/** The operation needs a future in another state: pending, or done. */
export class InvalidStateError extends Error {}
defineKind(InvalidStateError, 'InvalidStateError')

/** A deadline passed. */
export class TimeoutError extends Error {}
defineKind(TimeoutError, 'TimeoutError')

/** Several errors at once, in `errors`, as in JavaScript's `AggregateError`. */
export class ExceptionGroup extends AggregateError {}
defineKind(ExceptionGroup, 'ExceptionGroup')

/** The operation was cancelled. `args[0]` is the message that `cancel()` was given, of any type; `args` is empty without one. */
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

/** The operating system, or a host in its place, refused something: a connection, a name, a port. */
export class OSError extends Error {
  /** The name that the system has for the error, such as `ECONNREFUSED`, if any. */
  readonly code: string | undefined

  constructor(message: string, code?: string) {
    super(message)
    this.code = code
  }
}
defineKind(OSError, 'OSError')

/** A stream ended before everything came that was asked for. */
export class IncompleteReadError extends Error {
  /** What came before the end. The reader does not have it any more. */
  readonly partial: Uint8Array
  /** How many bytes were asked for; null if a separator was. */
  readonly expected: number | null

  constructor(partial: Uint8Array, expected: number | null) {
    const whole = expected === null ? 'the separator' : `the ${String(expected)} bytes that were asked for`
    super(`The stream ended after ${String(partial.length)} bytes, before ${whole}.`)
    this.partial = partial
    this.expected = expected
  }
}
defineKind(IncompleteReadError, 'IncompleteReadError')

/** A reader found more bytes before the separator than its limit allows. */
export class LimitOverrunError extends Error {
  /** How many bytes of what the reader holds do not have the separator. */
  readonly consumed: number

  constructor(message: string, consumed: number) {
    super(message)
    this.consumed = consumed
  }
}
defineKind(LimitOverrunError, 'LimitOverrunError')

/** The kind of a thrown value: its brand, or else its `name`, or else null. */
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

/** True for `OSError`, and for an error with a `code` of the system, such as `ECONNRESET`, which hosts throw in its place. */
export function isOsError(thrown: unknown): boolean {
  if (errorKind(thrown) === 'OSError') return true
  const code = (thrown as { code?: unknown } | null | undefined)?.code
  return thrown instanceof Error && typeof code === 'string' && /^E(?!RR_)[A-Z0-9_]+$/.test(code)
}
