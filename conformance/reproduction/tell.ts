/** What a program prints about a value: something that is the same on every run, and says what the check can see. */
import type { Wire } from '../bridge/index.ts'
import type { Names } from './names.ts'
import { literal } from './values.ts'

/** What can be said about a value, as an expression of `value`. Null if nothing can. */
export function tell(names: Names, wire: Wire): string | null {
  // A fraction is a time.
  if (typeof wire === 'number' && !Number.isInteger(wire)) return null
  if (literal(wire) !== null) return 'value'
  if (typeof wire !== 'object' || wire === null) return null
  if ('list' in wire) return tellMembers(names, 'list', wire.list)
  if ('set' in wire) return wire.set.length === 0 ? 'len(value)' : tellMembers(names, 'set', wire.set)
  const name = names.ofValue(wire)
  if (name !== null) return `value is ${name}`
  return 'kind' in wire && wire.kind === 'error' ? 'type(value).__name__' : null
}

function tellMembers(names: Names, type: 'list' | 'set', members: readonly Wire[]): string | null {
  const known = members.map((member) => literal(member) ?? names.ofValue(member))
  if (known.includes(null)) return null
  const text = known.join(', ')
  return `${type}(value) == ${type === 'list' ? `[${text}]` : `{${text}}`}`
}

/** What can be said about the members of a dictionary that a function gets at `path`, such as the context of an exception handler. */
export function tellMembersOf(names: Names, wire: Wire, path: string): string[] {
  if (typeof wire !== 'object' || wire === null || !('dict' in wire)) return []
  return Object.entries(wire.dict).flatMap(([name, member]) => {
    const known = names.ofValue(member)
    return known === null ? [] : [`${path}.get(${JSON.stringify(name)}) is ${known}`]
  })
}
