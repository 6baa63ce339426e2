import { expect, it } from 'vitest'
import { check } from './check.ts'
import { outcomeOfEnding } from './ending.ts'

const any = check('lifecycle.run-forever-ends-at-stop', 'in a callback', () => undefined)
const aborts = { kind: 'crash', how: 'made its interpreter end by SIGABRT' } as const

it('a process that ends after the deadline is late: what interrupts a loop may have ended it', () => {
  expect(outcomeOfEnding(any, aborts, 314, 300)).toMatchObject({ status: 'crash', late: true })
})

it('a process that ends in time is not late', () => {
  expect(outcomeOfEnding(any, aborts, 299, 300)).not.toHaveProperty('late')
})
