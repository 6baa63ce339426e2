import { expect, it } from 'vitest'
import { excerpt, steadyExcerpt } from './excerpt.ts'

const report = `loop-conformance 0.1.0 · ./a

a · core · contract 0.1.0

  ✗ future  27/34

✗ future.settles-once  MUST
  A future settles once.

  expected  1
  actual    2

Consequences of these:
  98 clauses   by future.settles-once

✗ does not conform  1 root cause to repair
  MUST      315 passed · 1 failed
  seed 1 · 640 ms · node 20.20.2`

const failure = '✗ future.settles-once  MUST\n  A future settles once.\n\n  expected  1\n  actual    2'

it('takes the named parts of a report', () => {
  expect(excerpt(report, ['areas', 'future.settles-once'])).toBe(`  ✗ future  27/34\n\n${failure}`)
  expect(() => excerpt(report, ['task.has-a-name'])).toThrow('The report has no part "task.has-a-name"')
})

it('leaves out what changes when a clause is added', () => {
  expect(steadyExcerpt(report, null)).toBe(`…\n\n${failure}\n\n…\n\n✗ does not conform`)
  expect(steadyExcerpt(report, ['future.settles-once', 'verdict'])).toBe(`${failure}\n\n✗ does not conform`)
  expect(steadyExcerpt(report, ['areas', 'consequences', 'verdict'])).toBe('…\n\n✗ does not conform')
})

it('keeps a verdict that does not count', () => {
  const conforms = 'c\n\nd\n\n  ✓ future  34\n\n✓ conforms  every MUST is kept\n  MUST      315 passed'
  expect(steadyExcerpt(conforms, ['areas', 'verdict'])).toBe('…\n\n✓ conforms  every MUST is kept')
})

it('refuses a part that the report lacks, although it would not show it', () => {
  expect(() => steadyExcerpt(report.replace('Consequences', 'Else'), ['consequences'])).toThrow(
    'no part "consequences"',
  )
})
