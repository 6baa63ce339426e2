import { errorKind } from '../../spec/index.ts'

/** A value in a few words for a report: never throws, never long. */
export function show(value: unknown): string {
  try {
    return shorten(showUnsafely(value))
  } catch {
    return 'a value that cannot be printed'
  }
}

/** The same, of what was found where something else was due: two objects may well look alike. */
export function showBeside(found: unknown, due: unknown): string {
  const text = show(found)
  return text === show(due) ? `${text}, which looks the same and is another object` : text
}

function showUnsafely(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
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

/** The name of its own class, where it has one, says more than the kind that counts. */
function nameOf(error: object, kind: string): string {
  const { name } = error as { name?: unknown }
  return typeof name === 'string' && name !== '' ? name : kind
}

function shorten(text: string): string {
  return text.length > 160 ? `${text.slice(0, 157)}…` : text
}
