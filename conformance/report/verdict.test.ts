import { expect, it } from 'vitest'
import type { CheckResult, Report } from '../../spec/index.ts'
import { conclusionOf, mostDeviations } from '../harness/index.ts'
import { areaScores, verdictOf } from './verdict.ts'

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

it.each([
  [
    1,
    'conformant-with-deviations',
    'conforms, with deviations',
    '1 MUST is a declared deviation; every other MUST is kept',
  ],
  [
    mostDeviations,
    'conformant-with-deviations',
    'conforms, with deviations',
    '10 MUST are declared deviations; every other MUST is kept',
  ],
  [
    mostDeviations + 1,
    'non-conformant',
    'does not conform',
    '11 MUST are declared deviations, and at most 10 may be',
  ],
])('says how much is declared: %i', (number, verdict, words, why) => {
  const kept = Array.from({ length: 5 }, (_, index) => row(`a.kept-${String(index)}`, 'MUST', 'pass'))
  const declared = Array.from({ length: number }, (_, index) =>
    row(`a.declared-${String(index)}`, 'MUST', 'deviation'),
  )
  // Two situations of one clause are one deviation.
  const results = [
    ...kept,
    ...declared,
    ...declared,
    row('a.should', 'SHOULD', 'deviation'),
    row('a.skip', 'MUST', 'skip'),
  ]
  const report = { results, partial: false, ...conclusionOf(results) } as unknown as Report
  expect(report.verdict).toBe(verdict)
  expect(verdictOf(report, 0)).toMatchObject({ words, why })
})
