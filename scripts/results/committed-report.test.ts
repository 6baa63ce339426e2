/** What is committed of a report of a real loop, and when it is written again. */
import { describe, expect, it } from 'vitest'
import type { CheckResult, Report } from '../../spec/index.ts'
import { reduceReport, standingsOf, type CommittedReport } from './committed-report.ts'
import { committedResults, type CommittedResult } from './committed-results.ts'
import { agree, blameCrashes, settle } from './settle-runs.ts'
import { saysTheSame, steadyReport } from './steady-report.ts'

const [{ report: committed }] = committedResults() as [CommittedResult]
const row = (clause: string, rest: Partial<CheckResult> = {}): CheckResult => {
  const fields = { situation: 'once', level: 'MUST', profile: 'core', status: 'pass', durationMs: 3 } as const
  return { clause, ...fields, ...rest }
}
const report = (...rows: readonly CheckResult[]): Report => ({
  ...committed,
  partial: false,
  durationMs: 12,
  results: rows,
})

describe('a report is reduced', () => {
  const whole = report(
    row('future.settles-once'),
    row('future.settles-once', { situation: 'twice', status: 'skip' }),
    row('future.keeps-its-result', { status: 'skip' }),
    row('task.has-a-name'),
    row('task.has-a-name', { situation: 'twice', status: 'fail', message: 'no' }),
    row('task.is-a-future', { level: 'SHOULD', status: 'fail', message: 'no' }),
    row('task.is-started', { status: 'blocked', blockedBy: 'task.has-a-name' }),
    row('task.is-named', { status: 'consequence', consequenceOf: 'task.has-a-name' }),
  )
  const reduced = reduceReport(whole)

  it('to the clauses that are kept, what follows from what, and the rows that fail', () => {
    expect(reduced.kept).toEqual({ future: ['settles-once'] })
    expect(reduced.blocked).toEqual({ 'task.has-a-name': ['task.is-started'] })
    expect(reduced.consequences).toEqual({ 'task.has-a-name': ['task.is-named'] })
    expect(reduced.results.map(({ clause }) => clause)).toEqual(['task.has-a-name', 'task.is-a-future'])
    expect(reduced.results[0]).not.toHaveProperty('durationMs')
  })

  it('and still says how the loop stands to each clause', () => {
    expect(Object.fromEntries(standingsOf(reduced))).toEqual({
      'future.settles-once': 'kept',
      'task.has-a-name': 'broken',
      'task.is-a-future': 'lapsed',
      'task.is-started': 'blocked',
      'task.is-named': 'consequence',
    })
  })
})

describe('several runs become one report', () => {
  const run = (status: CheckResult['status'], other: CheckResult['status'] = 'pass'): Report =>
    report(row('a.b', { status }), row('c.d', { status: other }))

  it('in which what passed once is not held against the loop', () => {
    const { results, verdict, summary, findings } = settle([run('fail'), run('pass'), run('hang')])
    expect(results.map(({ status }) => status)).toEqual(['pass', 'pass'])
    expect(verdict).toBe('conformant')
    expect(summary.must).toMatchObject({ pass: 2, fail: 0 })
    expect(findings.at(-1)).toMatch(/kept in some of 3 runs and not in others, and count as kept: a\.b\.$/)
  })

  it('in which what always fails does', () => {
    const { results, verdict } = settle([run('hang', 'consequence'), run('fail', 'blocked')])
    expect(results.map(({ status }) => status)).toEqual(['fail', 'blocked'])
    expect(verdict).toBe('non-conformant')
  })

  it('in which a clause that counts as kept explains nothing', () => {
    const consequence = row('c.d', { status: 'consequence', consequenceOf: 'a.b' })
    const explained = report(row('a.b', { status: 'fail' }), consequence)
    const { results } = settle([explained, run('pass', 'fail')])
    expect(results).toMatchObject([
      { clause: 'a.b', status: 'pass' },
      { clause: 'c.d', status: 'fail' },
    ])
    expect(results[1]).not.toHaveProperty('consequenceOf')
  })

  it('in which a crash that does not come alone is a consequence of one that does', () => {
    const crashed = run('crash', 'crash')
    expect(blameCrashes(crashed, ['a.b']).results).toMatchObject([
      { clause: 'a.b', status: 'crash' },
      { clause: 'c.d', status: 'consequence', consequenceOf: 'a.b' },
    ])
    expect(blameCrashes(crashed, [])).toEqual(crashed)
  })

  it('and need not agree on what is a consequence', () => {
    expect(agree(run('fail', 'consequence'), run('fail', 'pass'))).toBe(true)
    expect(agree(run('fail', 'fail'), run('fail', 'pass'))).toBe(false)
  })
})

describe('a report is written again', () => {
  const said = (message: string): CommittedReport =>
    reduceReport(report(row('future.settles-once', { status: 'fail', message })))

  it('when the status of a check changes', () => {
    const [kept, broken] = [report(row('a.b')), report(row('a.b', { status: 'fail', message: 'no' }))]
    expect(agree(kept, broken)).toBe(false)
    expect(saysTheSame(reduceReport(kept), reduceReport(broken))).toBe(false)
  })

  it('not when only numbers in a text, Node or the machine differ', () => {
    const { environment } = committed
    const other = { ...environment, cpus: 64, runtime: environment.runtime.replace(/\d+/, '99') }
    expect(saysTheSame(said('after 312 calls'), { ...said('after 7 calls'), environment: other })).toBe(true)
    expect(saysTheSame(said('after 312 calls'), said('never'))).toBe(false)
  })

  it('without the paths of this machine', () => {
    const at = '/somewhere/lib/python3/dist-packages/gi/overrides/GLib.py:497'
    const rerun = "npx loop-conformance python:gbulb --python /somewhere/bin/python3.11 --grep 'x'"
    const failing = row('a.b', { status: 'fail', message: 'no', at, rerun })
    const steady = steadyReport(reduceReport(report(failing)))
    expect(steady.results[0]?.rerun).toBe("npx loop-conformance python:gbulb --python python3.11 --grep 'x'")
    expect(steady.results[0]?.at).toBe('gi/overrides/GLib.py:497')
  })
})
