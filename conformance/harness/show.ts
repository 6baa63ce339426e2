import { errorKind, verbatim, type Dialect } from '../../spec/index.ts'
import { showInPython, withEscapes } from './show-in-python.ts'

/** In characters. */
const longestShown = 160

/** The dialect of the candidate whose check runs in this thread. */
let dialect: Dialect = 'javascript'

/** From now on, values are shown in this dialect. In that of Python they are marked, so that nothing translates them again. */
export function showIn(next: Dialect): void {
  dialect = next
}

/** A value in a few words for a report: never throws, never long. */
export function show(value: unknown): string {
  try {
    const text = dialect === 'python' ? showInPython(value) : showUnsafely(value)
    return foreign(shorten(text, longestShown))
  } catch {
    return 'a value that cannot be printed'
  }
}

/** A text that the candidate or its author has chosen, such as the message of an error. */
export function foreign(text: string): string {
  return dialect === 'python' ? verbatim(text) : text
}

/** Like `show`, for a value that differs from the expected one. Two different objects can look the same. */
export function showBeside(found: unknown, expected: unknown): string {
  const text = show(found)
  return text === show(expected) ? `${text}, a different object that looks the same` : text
}

/** What a report to an exception handler says. A loop may report anything, even what throws when it is read. */
export function showReport(report: { readonly message?: unknown; readonly exception?: unknown }): {
  readonly message: string
  /** Null if the report has none. */
  readonly exception: string | null
} {
  try {
    const { message = '' } = report
    return {
      message: typeof message === 'string' ? foreign(message) : show(message),
      exception: 'exception' in report ? show(report.exception) : null,
    }
  } catch {
    return { message: 'a report that cannot be read', exception: null }
  }
}

function showUnsafely(value: unknown): string {
  if (typeof value === 'string') return `'${withEscapes(value)}'`
  if (Object.is(value, -0)) return '-0'
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function ${value.name}`
  if (typeof value !== 'object' || value === null) return String(value)
  const kind = value instanceof Error || 'message' in value ? errorKind(value) : null
  if (kind !== null) return `${nameOf(value, kind)}(${JSON.stringify((value as Error).message)})`
  if (value instanceof Set) return `{${[...value].map(showUnsafely).join(', ')}}`
  if (Array.isArray(value)) return `[${value.map(showUnsafely).join(', ')}]`
  const named = value as { getName?(): string; constructor?: { name?: string } }
  if (typeof named.getName === 'function') return `task ${named.getName()}`
  if (Object.prototype.toString.call(value) === '[object Generator]') return 'a generator'
  const type = named.constructor?.name ?? 'null-prototype object'
  if (type === '') return 'an object of an unnamed class'
  return type === 'Object' ? `{${Object.keys(value).join(', ')}}` : `a ${type}`
}

/** The name of the class of the error, if it has one: it says more than the kind. */
function nameOf(error: object, kind: string): string {
  const { name } = error as { name?: unknown }
  return typeof name === 'string' && name !== '' ? name : kind
}

/** The text with at most `longest` characters. */
export function shorten(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 3)}…` : text
}

/** With a full stop, and with a capital letter unless the first word is code: "isRunning() is true.", "The result is 1." */
export function sentence(phrase: string): string {
  const isWord = /^[a-z]+[ ,:]/.test(phrase)
  return `${isWord ? phrase.charAt(0).toUpperCase() + phrase.slice(1) : phrase}.`
}

/** The message of whatever was thrown, or the value in a few words: never throws. */
export function messageOf(error: unknown): string {
  try {
    const message = error instanceof Error ? (error.message as unknown) : undefined
    return typeof message === 'string' ? message : show(error)
  } catch {
    return show(error)
  }
}
