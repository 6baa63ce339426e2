import { expect, it } from 'vitest'
import { specification } from '../../spec/index.ts'
import type { CheckOutcome } from './check-outcome.ts'
import { isWorthRepeating, repeatForMs, runAgain } from './run-again.ts'

const pass: CheckOutcome = { status: 'pass', durationMs: 1 }
const fail: CheckOutcome = { status: 'fail', durationMs: 1 }
const must = specification.clauses.find(({ level }) => level === 'MUST')
const should = specification.clauses.find(({ level }) => level === 'SHOULD')

/** Every seventh run fails. The clock shows `msOfARun` milliseconds more after each. */
function repeated(msOfARun: number): ReturnType<typeof runAgain> {
  let runs = 0
  return runAgain(
    () => Promise.resolve(++runs % 7 === 0 ? fail : pass),
    () => runs * msOfARun,
  )
}

it('counts the failures of twenty runs, the first one included', async () => {
  expect(await repeated(0)).toEqual({ failed: 3, runs: 20 })
})

it('stops early if the runs take long', async () => {
  expect(await repeated(repeatForMs / 8)).toEqual({ failed: 2, runs: 9 })
})

it('is for quick failures of a MUST', () => {
  expect(isWorthRepeating(must, fail)).toBe(true)
  expect(isWorthRepeating(must, pass)).toBe(false)
  expect(isWorthRepeating(must, { ...fail, durationMs: repeatForMs })).toBe(false)
  expect(isWorthRepeating(should, fail)).toBe(false)
})
