import { describe, expect, it } from 'vitest'
import { check } from './check.ts'
import type { CheckOutcome } from './check-outcome.ts'
import { Schedule } from './schedule.ts'

const checks = ['one', 'two', 'three', 'four', 'five'].map((name) =>
  check('lifecycle.run-forever-ends-at-stop', name, () => Promise.resolve()),
)

/** How many checks are run when each of them hangs, or ends in another way. */
function runs(patient: boolean, outcome: Partial<CheckOutcome> = {}): number {
  const schedule = new Schedule({ checks, specification: { byId: new Map() }, patient })
  let count = 0
  for (let [next] = schedule.take(1); next !== undefined; [next] = schedule.take(1)) {
    count++
    schedule.report(next, { status: 'hang', durationMs: 0, ...outcome })
  }
  expect(schedule.finished).toBe(true)
  return count
}

describe('a schedule', () => {
  it('tries no more of an area in which three checks have hung', () => {
    expect(runs(false)).toBe(3)
  })

  it('tries no more of an area in which three checks have ended the process, and goes on after three errors', () => {
    expect(runs(false, { status: 'crash', endedProcess: true })).toBe(3)
    expect(runs(false, { status: 'crash' })).toBe(checks.length)
  })

  it('tries everything when it is patient', () => {
    expect(runs(true)).toBe(checks.length)
  })
})

describe('a missing method', () => {
  const clauses = ['server.should', 'server.first', 'server.second', 'server.third'].map((id) => ({
    id,
    level: id === 'server.should' ? 'SHOULD' : 'MUST',
    requires: id === 'server.third' ? ['server.second'] : [],
  }))
  const specification = { byId: new Map(clauses.map((clause) => [clause.id, clause])) } as never
  const checks = clauses.map(({ id }) => check(id as never, 'once', () => Promise.resolve()))
  const rootsFor = (order: readonly string[]): Record<string, string | undefined> => {
    const schedule = new Schedule({ checks, specification })
    for (const id of order) {
      const one = checks.find(({ clause }) => clause === id)
      const lacks = id === 'server.third' ? {} : { lacks: 'createServer' }
      if (one !== undefined) schedule.report(one, { status: 'fail', durationMs: 0, ...lacks })
    }
    schedule.settleLacks()
    return Object.fromEntries(
      [...schedule.settled.values()].map((one) => [
        one.check.clause,
        'consequenceOf' in one ? one.consequenceOf : undefined,
      ]),
    )
  }

  it.each([
    [['server.should', 'server.first', 'server.second', 'server.third']],
    [['server.second', 'server.third', 'server.first', 'server.should']],
    [['server.first', 'server.second', 'server.should', 'server.third']],
  ])('is one root cause, the same in every order: %s', (order) => {
    expect(rootsFor(order)).toEqual({
      'server.should': 'server.first',
      'server.first': undefined,
      'server.second': 'server.first',
      'server.third': 'server.first',
    })
  })
})
