/** A value that a future, a task or a variable may have: a small number, or the name of a value that JSON does not have. */
export type Value = number | keyof typeof special

/** Values that code easily takes for others. Each has its text in TypeScript. */
const special = {
  none: [undefined, 'undefined'],
  null: [null, 'null'],
  false: [false, 'false'],
  empty: ['', "''"],
  nan: [NaN, 'NaN'],
  zero: [-0, '-0'],
} as const

export const specialValues = Object.keys(special) as (keyof typeof special)[]

export function valueOf(value: Value): unknown {
  return typeof value === 'number' ? value : special[value][0]
}

/** The value as an expression of TypeScript. */
export function printValue(value: Value): string {
  return typeof value === 'number' ? String(value) : special[value][1]
}
