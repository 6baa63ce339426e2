import {
  CancelledError,
  errorKind,
  ExceptionGroup,
  InvalidStateError,
  isOsError,
  KeyboardInterrupt,
  LookupError,
  OSError,
  RuntimeError,
  SystemExit,
  TimeoutError,
  ValueError,
} from '../../spec/index.ts'
import type { WireError } from './wire.ts'

/** Says the kind of an error; JavaScript's own classes have none, and `errorKind` goes by their name. */
const brand = Symbol.for('loop-conformance.error')

/** An exception of Python whose class the contract does not know. */
export class PythonError extends Error {
  constructor(kind: string, message: string) {
    super(message)
    this.name = kind
  }
}

const classes: Readonly<Record<string, new (message?: string) => Error>> = {
  RuntimeError,
  ValueError,
  TypeError,
  LookupError,
  InvalidStateError,
  TimeoutError,
  SystemExit,
  KeyboardInterrupt,
}

/** The error that stands for an exception of Python. Its stack is that of Python, in the words of JavaScript. */
export function makeError(
  { n: kind, c: className, m: message, t: frames }: WireError,
  args: readonly unknown[],
): Error {
  const known = classes[kind]
  const error =
    kind === 'CancelledError'
      ? new CancelledError(...args)
      : kind === 'ExceptionGroup'
        ? new ExceptionGroup(args[1] as unknown[], message)
        : kind === 'OSError'
          ? new OSError(message, (args[0] as string | null) ?? undefined)
          : known
            ? new known(message)
            : new PythonError(kind, message)
  const lines = frames
    .filter(([, file]) => !file.startsWith('<'))
    .map(([name, file, line]) => `    at ${name} (${file}:${String(line)}:1)`)
  error.stack = [`${className}: ${message}`, ...lines].join('\n')
  if (className !== kind) {
    // The brand goes on saying the kind, which counts. The name is for people.
    Object.defineProperty(error, brand, { value: kind })
    error.name = className
  }
  return error
}

/** The kind, message and arguments that something thrown here has there. */
export function describeError(thrown: unknown): { n: string; m: string; args: readonly unknown[] } {
  const { message, args, code } = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as {
    message?: unknown
    args?: unknown
    code?: unknown
  }
  if (isOsError(thrown)) return { n: 'OSError', m: String(message), args: [code] }
  return {
    n: errorKind(thrown) ?? 'Thrown',
    m: typeof message === 'string' ? message : String(thrown),
    args: Array.isArray(args) ? (args as unknown[]) : [],
  }
}
