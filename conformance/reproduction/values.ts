import type { Wire } from '../bridge/index.ts'

/** The text of a program cannot show what a check did. The message ends the sentence "There is no program, because …". */
export class UnprintableError extends Error {}

/** Prints a value that both languages have. Returns null for an object. */
export function literal(wire: Wire): string | null {
  if (wire === null) return 'None'
  if (typeof wire === 'boolean') return wire ? 'True' : 'False'
  if (typeof wire === 'number') return Number.isInteger(wire) ? String(wire) : seconds(wire)
  if (typeof wire === 'string') return JSON.stringify(wire)
  if ('undefined' in wire) return 'None'
  if ('number' in wire) return `float("${wire.number}")`
  if ('zeros' in wire) return `bytes(${String(wire.zeros)})`
  if ('bytes' in wire) return bytes(Buffer.from(wire.bytes, 'base64'))
  return null
}

/** A number of seconds, to a microsecond. */
export function seconds(value: number): string {
  return String(Number(value.toFixed(6)))
}

function bytes(data: Buffer): string {
  const shown = [...data].map((byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, '0')}`,
  )
  if (data.length > 200) throw new UnprintableError('it sends much data')
  return `b"${shown.join('')}"`
}
