/** Names a value in a message: a task by its name, any other object by its class, a string in quotes. */
export function describeValue(value: unknown): string {
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function ${value.name}`
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const { getName } = value as { getName?: unknown }
  if (typeof getName === 'function') return String(getName.call(value))
  const { constructor: type } = value as { constructor?: { name?: unknown } }
  const name = typeof type?.name === 'string' && type.name !== '' ? type.name : 'object'
  return `${/^[AEIOU]/i.test(name) ? 'an' : 'a'} ${name}`
}

/** For a message about a value that should have been a coroutine: the usual mistake is to pass the function itself. */
export function hintToCall(value: unknown): string {
  return typeof value === 'function' ? ` Call it: ${value.name}().` : ''
}
