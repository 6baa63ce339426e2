/** What `--update` leaves in a record after it has judged a new version. */
import { expect, it } from 'vitest'
import { judgedRuns } from './judged-versions.ts'
import type { RecordedRun } from './loop-record.ts'

const run = (version: string, python = ['3.13']): RecordedRun => ({ version, python })
const result = (version: string, python: string, failing: readonly string[] = []) => ({
  loop: 'x',
  version,
  python,
  report: {
    results: failing.map((clause) => ({
      clause,
      level: 'MUST' as const,
      profile: 'core' as const,
      situation: 'always',
      status: 'fail' as const,
    })),
  },
})
const versionsOf = (runs: readonly RecordedRun[] | null) => runs?.map(({ version }) => version)

it('a version that no interpreter judged is not recorded', () => {
  expect(judgedRuns({ runs: [run('2'), run('1')] }, [result('1', '3.13')])).toBeNull()
})

it('a version is recorded on the interpreters that judged it', () => {
  const runs = [run('2', ['3.9', '3.13']), run('1', ['3.9'])]
  expect(judgedRuns({ runs }, [result('1', '3.9'), result('2', '3.13')])).toEqual([
    run('2', ['3.13']),
    run('1', ['3.9']),
  ])
})

it('the oldest versions go, except for one that alone does not keep a clause', () => {
  const versions = ['8', '7', '6', '5', '4', '3', '2', '1']
  const runs = versions.map((version) => run(version))
  const kept = versions.map((version) => result(version, '3.13'))
  expect(versionsOf(judgedRuns({ runs }, kept))).toEqual(['8', '7', '6', '5', '4', '3'])

  const both = [...kept, result('1', '3.12', ['a']), result('2', '3.12', ['a'])]
  expect(versionsOf(judgedRuns({ runs }, both))).toEqual(['8', '7', '6', '5', '4', '2'])
})
