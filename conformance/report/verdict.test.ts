import { expect, it } from 'vitest'
import type { CheckResult, Report } from '../../spec/index.ts'
import { areaScores } from './verdict.ts'

const row = (clause: string, level: CheckResult['level'], status: CheckResult['status']): CheckResult => ({
  clause,
  level,
  status,
  profile: 'core',
  situation: 'one',
  durationMs: 0,
})

it('marks an area by the worst that was found in it', () => {
  const results = [
    row('a.one', 'MUST', 'pass'),
    row('a.two', 'SHOULD', 'fail'),
    row('b.one', 'MUST', 'hang'),
    row('b.two', 'SHOULD', 'pass'),
    row('c.one', 'MUST', 'pass'),
    row('c.two', 'MUST', 'skip'),
    row('d.one', 'MUST', 'blocked'),
    row('e.one', 'MUST', 'skip'),
  ]
  const marks = areaScores({ results } as unknown as Report).map(({ area, mark, score }) => [
    area,
    mark,
    score,
  ])
  expect(marks).toEqual([
    ['a', '!', '1/2'],
    ['b', '✗', '1/2'],
    ['c', '✓', '1'],
    ['d', '–', '0/1'],
  ])
})
