import { expect, it } from 'vitest'
import { describeValue, hintToCall } from './describe-value.ts'

function* main(): Generator<undefined, void> {
  yield
}

it.each<[unknown, string]>([
  [null, 'null'],
  [undefined, 'undefined'],
  [1.5, '1.5'],
  [Symbol('s'), 'Symbol(s)'],
  ['text', '"text"'],
  [main, 'the function main'],
  [() => undefined, 'a function'],
  [Promise.resolve(), 'a Promise'],
  [[], 'an Array'],
  [Object.create(null), 'an object'],
  [{ constructor: undefined }, 'an object'],
  [{ getName: () => 'Task-7' }, 'Task-7'],
])('describes %o', (value, text) => {
  expect(describeValue(value)).toBe(text)
})

it('says how to call a function, and nothing about other values', () => {
  expect(hintToCall(main)).toBe(' Call it: main().')
  expect(hintToCall(1)).toBe('')
})
