import {
  CancelledError,
  errorKind,
  ExceptionGroup,
  IncompleteReadError,
  InvalidStateError,
  isOsError,
  KeyboardInterrupt,
  LimitOverrunError,
  LookupError,
  OSError,
  RuntimeError,
  SystemExit,
  TimeoutError,
  ValueError,
} from '../../spec/index.ts'
import { errorInPython, wordsInPython } from '../harness/index.ts'
import type { WireException } from './wire.ts'

/** The key of an error's kind. The classes of JavaScript itself have no such property; `errorKind` takes their name. */
const brand = Symbol.for('loop-conformance.error')

/** An exception of Python whose class is not in the contract. */
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

/** Makes the error that stands for an exception of Python. Its stack is Python's, in the format of JavaScript. */
export function makeError(
  { errorKind: kind, className, message, frames }: WireException,
  args: readonly unknown[],
): Error {
  const error = makeOfKind(kind, message, args)
  const lines = frames
    .filter(([, file]) => !file.startsWith('<'))
    .map(([name, file, line]) => `    at ${name} (${file}:${String(line)}:1)`)
  error.stack = [`${className}: ${message}`, ...lines].join('\n')
  Object.defineProperty(error, wordsInPython, { value: errorInPython(className, message) })
  if (className !== kind) {
    // The kind decides what the error counts as. The name is only shown.
    Object.defineProperty(error, brand, { value: kind })
    error.name = className
  }
  return error
}

function makeOfKind(kind: string, message: string, args: readonly unknown[]): Error {
  switch (kind) {
    case 'CancelledError':
      return new CancelledError(...args)
    case 'ExceptionGroup':
      return new ExceptionGroup(args[1] as unknown[], message)
    case 'OSError':
      return new OSError(message, (args[0] as string | null) ?? undefined)
    case 'IncompleteReadError':
      return new IncompleteReadError(args[0] as Uint8Array, args[1] as number | null)
    case 'LimitOverrunError':
      return new LimitOverrunError(message, args[0] as number)
  }
  const known = classes[kind]
  return known ? new known(message) : new PythonError(kind, message)
}

/** What Python has to be told of a value that was thrown in JavaScript. */
interface ThrownDescription {
  readonly errorKind: string
  readonly message: string
  readonly args: readonly unknown[]
}

export function describeError(thrown: unknown): ThrownDescription {
  const { message, args, code } = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as {
    message?: unknown
    args?: unknown
    code?: unknown
  }
  if (isOsError(thrown)) return { errorKind: 'OSError', message: String(message), args: [code] }
  return {
    errorKind: errorKind(thrown) ?? 'Thrown',
    message: typeof message === 'string' ? message : String(thrown),
    args: Array.isArray(args) ? (args as unknown[]) : [],
  }
}
