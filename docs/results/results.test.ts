/** The reports of real loops are whole, every failure is explained, and no explanation is left over. */
import { readFileSync, statSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import {
  failingClauses,
  printCommittedReport,
  reduceReport,
  standingsOf,
  type CommittedReport,
} from '../../scripts/results/committed-report.ts'
import { committedResults } from '../../scripts/results/committed-results.ts'
import { deviationKinds, explainedDeviations } from '../../scripts/results/deviations.ts'
import { agree, saysTheSame, steadyReport } from '../../scripts/results/steady-report.ts'
import type { CheckResult, Report } from '../../spec/index.ts'

const results = committedResults()
const loops = [...new Set(results.map(({ loop }) => loop))]
const schema = (file: string): object => JSON.parse(readFileSync(file, 'utf8')) as object
const isCommittedReport = new Ajv2020({ allErrors: true })
  .addSchema(schema('spec/schemas/report.schema.json'))
  .compile(schema('scripts/results/committed-report.schema.json'))

describe('the reports of real loops', () => {
  it('are of every loop that was found', () => {
    expect(loops).toEqual(expect.arrayContaining(['asyncio', 'uvloop', 'gbulb', 'quamash']))
  })

  it.each(results.map(({ file, report }) => [file, report] as const))(
    '%s matches the schema',
    (_, report) => {
      isCommittedReport(report)
      expect(isCommittedReport.errors ?? []).toEqual([])
    },
  )

  it.each(results.map(({ file, report, version }) => [file, report, version] as const))(
    '%s is of that version, and as the command writes it',
    (file, report, version) => {
      expect(report.candidate.version).toBe(version)
      expect(report).toEqual(steadyReport(report))
      expect(readFileSync(file, 'utf8')).toBe(printCommittedReport(report))
    },
  )

  it('are less than 0.5 MB', () => {
    expect(results.reduce((bytes, { file }) => bytes + statSync(file).size, 0)).toBeLessThan(500_000)
  })

  it('block nothing but by a clause that fails', () => {
    for (const { report } of results)
      expect(failingClauses(report)).toEqual(expect.arrayContaining(Object.keys(report.blocked)))
  })

  it('of asyncio keep every clause', () => {
    for (const { loop, report } of results) if (loop === 'asyncio') expect(failingClauses(report)).toEqual([])
  })
})

describe('the deviations of real loops', () => {
  it.each(loops)('of %s: each failing clause is explained, and nothing else', (loop) => {
    const failing = results.filter((one) => one.loop === loop).flatMap(({ report }) => failingClauses(report))
    const explained = explainedDeviations(loop).map(({ clause }) => clause)
    expect([...explained].sort()).toEqual([...new Set(failing)].sort())
  })

  it.each(loops.flatMap(explainedDeviations).map((one) => [one.clause, one] as const))(
    '%s has a kind and a reason',
    (_, { kind, text }) => {
      expect(deviationKinds).toContain(kind)
      expect(text.length).toBeGreaterThan(80)
    },
  )
})

const [{ report: committed }] = results as [(typeof results)[number]]
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
  )
  const reduced = reduceReport(whole)

  it('to the clauses that are kept, those that are blocked, and the rows that fail', () => {
    expect(reduced.kept).toEqual({ future: ['settles-once'] })
    expect(reduced.blocked).toEqual({ 'task.has-a-name': ['task.is-started'] })
    expect(reduced.results.map(({ clause }) => clause)).toEqual(['task.has-a-name', 'task.is-a-future'])
    expect(reduced.results[0]).not.toHaveProperty('durationMs')
  })

  it('and still says how the loop stands to each clause', () => {
    expect(Object.fromEntries(standingsOf(reduced))).toEqual({
      'future.settles-once': 'kept',
      'task.has-a-name': 'broken',
      'task.is-a-future': 'lapsed',
      'task.is-started': 'blocked',
    })
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
