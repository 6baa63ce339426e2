import { errorKind, inPython, pythonName } from '../../spec/index.ts'

/** The key under which a stand-in for an object of Python has its words: "a MyLoop", "the function main". */
export const wordsInPython = Symbol('words in Python')

/** A value as Python writes it, or in a few words. It may throw: a value can refuse to be read. */
export function showInPython(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return textInPython(value)
    case 'boolean':
      return value ? 'True' : 'False'
    case 'number':
      return numberInPython(value)
    case 'undefined':
      return 'None'
    case 'function':
      return wordsOf(value) ?? 'a function'
    case 'object':
      return value === null ? 'None' : objectInPython(value)
    default:
      return String(value)
  }
}

function numberInPython(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (Object.is(value, -0)) return '-0.0'
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf'
}

/** As `repr()`: in single quotes, unless the text has some and no double ones. */
function textInPython(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = withEscapes(text.replaceAll('\\', '\\\\')).replaceAll(quote, `\\${quote}`)
  return quote + escaped + quote
}

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** The text with its control characters as both languages write them: `\n`, `\x00`. A report is lines of text. */
export function withEscapes(text: string): string {
  return text.replaceAll(
    /\p{Cc}/gu,
    (control) => shortEscapes[control] ?? `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}

function wordsOf(value: object): string | null {
  const { [wordsInPython]: words } = value as { [wordsInPython]?: string }
  return words ?? null
}

function objectInPython(value: object): string {
  const words = wordsOf(value)
  if (words !== null) return words
  const kind = value instanceof Error || 'message' in value ? errorKind(value) : null
  if (kind !== null) return ownErrorInPython(value as Error, kind)
  if (value instanceof Uint8Array) return `b${textInPython(String.fromCharCode(...value.subarray(0, 200)))}`
  if (value instanceof Set) return value.size === 0 ? 'set()' : `{${listed([...value])}}`
  if (Array.isArray(value)) return `[${listed(value)}]`
  const named = value as { getName?(): string; constructor?: { name?: string } }
  if (typeof named.getName === 'function') return `task ${named.getName()}`
  if (Object.prototype.toString.call(value) === '[object Generator]') return 'a coroutine'
  const type = named.constructor?.name ?? 'Object'
  if (type !== 'Object') return type === '' ? 'an object' : `${articleOf(type)} ${type}`
  const members = Object.entries(value).map(
    ([key, member]) => `${textInPython(key)}: ${showInPython(member)}`,
  )
  return `{${members.join(', ')}}`
}

function listed(values: readonly unknown[]): string {
  return values.map(showInPython).join(', ')
}

export function articleOf(name: string): 'a' | 'an' {
  return /^_*[aeiou]/i.test(name) ? 'an' : 'a'
}

/** An exception of Python as `repr()` writes it. */
export function errorInPython(className: string, message: string): string {
  return `${className}(${message === '' ? '' : textInPython(message)})`
}

/** An error of a check, whose message is a text of the kit. The class that has no other name counts as Python's Exception. */
function ownErrorInPython(error: Error, kind: string): string {
  if (kind === 'TypeError') return ofLanguage(error.message) ?? errorInPython(kind, inPython(error.message))
  const { name } = error as { name?: unknown }
  const own = typeof name === 'string' && name !== '' ? name : kind
  return errorInPython(own === 'Error' ? 'Exception' : own, inPython(error.message))
}

/** What Python says where JavaScript throws a TypeError of its own, because a check uses what the candidate does not give. */
function ofLanguage(message: string): string | null {
  const [, method] = /(?:^|\.)(\w+) is not a function/.exec(message) ?? []
  if (method !== undefined)
    return errorInPython('AttributeError', `object has no attribute '${pythonName(method)}'`)
  const [, property] = /^Cannot read properties of (?:null|undefined) \(reading '(\w+)'\)/.exec(message) ?? []
  if (property !== undefined)
    return errorInPython('AttributeError', `'NoneType' object has no attribute '${pythonName(property)}'`)
  if (message.startsWith('Cannot destructure property'))
    return errorInPython('TypeError', 'missing 1 required positional argument')
  return null
}
