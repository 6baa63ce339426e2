/** The exports of a module in words, for an error message. */
export function describeExports(names: readonly string[], get: (name: string) => unknown): string {
  if (names.length === 0) return 'no exports'
  return names.map((name) => `${name}: ${describeValue(get(name))}`).join('\n')
}

/** A value by its type and, for an object, its first members, so that authors recognize their code. */
export function describeValue(value: unknown): string {
  if (typeof value === 'function') return describeFunction(value)
  if (typeof value === 'string') return `the string '${value.slice(0, 40)}'`
  if (typeof value === 'number') return `the number ${String(value)}`
  if (typeof value !== 'object' || value === null) return String(value)
  if (value instanceof Promise) return 'a promise'
  if (Array.isArray(value)) return `an array of ${String(value.length)}`
  const type = (value as { constructor?: { name?: string } }).constructor?.name ?? 'Object'
  const members = memberNames(value).slice(0, 6)
  const shown = members.length === 0 ? ' without members' : ` with ${members.join(', ')}`
  return `${type === 'Object' ? 'an object' : `an instance of ${type}`}${shown}`
}

function describeFunction(value: { name: string; prototype?: unknown }): string {
  const name = value.name === '' ? '' : ` ${value.name}`
  if (!/^class\b/.test(Function.prototype.toString.call(value))) return `a function${name}`
  const members = memberNames(value.prototype as object).slice(0, 6)
  return `a class${name} with ${members.length === 0 ? 'no methods' : members.join(', ')}`
}

/** Own members, and those of the class and its ancestors, without the constructor. */
export function memberNames(value: object): string[] {
  const names = new Set<string>()
  for (
    let holder: object | null = value;
    holder !== null && holder !== Object.prototype;
    holder = Object.getPrototypeOf(holder) as object | null
  )
    for (const name of Object.getOwnPropertyNames(holder)) if (name !== 'constructor') names.add(name)
  return [...names]
}
