/** Sets of orders for cases. */
import { oneOf, type CaseSet } from '../../harness/index.ts'

/** Puts items into an order. It leaves the given list alone. */
export type Arrange = <T>(items: readonly T[]) => T[]

/** A draw of them reads "the order is reversed". */
export const orders: CaseSet<Arrange> = oneOf<Arrange>(
  ['is as given', () => (items) => [...items]],
  ['is reversed', () => (items) => [...items].reverse()],
  ['is the last one first', () => (items) => [...items.slice(-1), ...items.slice(0, -1)]],
  ['is from the middle', () => fromTheMiddle],
  ['is every third one first', () => everyThird],
)

function fromTheMiddle<T>(items: readonly T[]): T[] {
  const middle = Math.floor(items.length / 2)
  return [...items.slice(middle), ...items.slice(0, middle)]
}

function everyThird<T>(items: readonly T[]): T[] {
  return [0, 1, 2].flatMap((rest) => items.filter((_item, index) => index % 3 === rest))
}
