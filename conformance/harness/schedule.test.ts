import { describe, expect, it } from 'vitest'
import { check } from './check.ts'
import { Schedule } from './schedule.ts'

const checks = ['one', 'two', 'three', 'four', 'five'].map((name) =>
  check('lifecycle.run-forever-ends-at-stop', name, () => Promise.resolve()),
)

/** How many checks are run when each of them hangs. */
function runs(patient: boolean): number {
  const schedule = new Schedule({ checks, specification: { byId: new Map() }, patient })
  let count = 0
  for (let [next] = schedule.take(1); next !== undefined; [next] = schedule.take(1)) {
    count++
    schedule.report(next, { status: 'hang', durationMs: 0 })
  }
  expect(schedule.finished).toBe(true)
  return count
}

describe('a schedule', () => {
  it('tries no more of an area in which three checks have hung', () => {
    expect(runs(false)).toBe(3)
  })

  it('tries everything when it is patient', () => {
    expect(runs(true)).toBe(checks.length)
  })
})
