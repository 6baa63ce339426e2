/** The reports of real loops: whole, explained by hand, and no explanation left over. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { committedResults, failingClauses } from '../../scripts/results/committed-results.ts'
import { deviationKinds, explainedDeviations } from '../../scripts/results/deviations.ts'
import { agree, printReport, saysTheSame, steadyReport } from '../../scripts/results/steady-report.ts'
import type { Report } from '../../spec/index.ts'

const results = committedResults()
const loops = [...new Set(results.map(({ loop }) => loop))]
const schema = JSON.parse(readFileSync('spec/schemas/report.schema.json', 'utf8')) as object
const isReport = new Ajv2020({ allErrors: true }).compile(schema)

describe('the reports of real loops', () => {
  it('are of every loop that was found', () => {
    expect(loops).toEqual(expect.arrayContaining(['asyncio', 'uvloop', 'gbulb', 'quamash']))
  })

  it.each(results.map(({ file, report }) => [file, report] as const))(
    '%s matches the schema',
    (_, report) => {
      isReport(report)
      expect(isReport.errors ?? []).toEqual([])
    },
  )

  it.each(results.map(({ file, report, version }) => [file, report, version] as const))(
    '%s is whole, of that version, and as the command writes it',
    (file, report, version) => {
      expect(report.partial).toBe(false)
      expect(report.candidate.version).toBe(version)
      expect(report).toEqual(steadyReport(report))
      expect(readFileSync(file, 'utf8')).toBe(printReport(report))
    },
  )

  it('block nothing but by a clause that fails', () => {
    for (const { report } of results) {
      const failing = failingClauses(report)
      for (const { blockedBy } of report.results) if (blockedBy !== undefined) expect(failing).toContain(blockedBy)
    }
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

describe('a report is written anew', () => {
  const [{ report }] = results as [(typeof results)[number]]
  const [row, ...rows] = report.results as [Report['results'][number]]

  it('when a verdict changes', () => {
    const other: Report = { ...report, results: [{ ...row, status: 'fail' }, ...rows] }
    expect(agree(report, other)).toBe(false)
    expect(saysTheSame(report, other)).toBe(false)
  })

  it('not for figures in a text, another Node or another machine', () => {
    const environment = { ...report.environment, cpus: 64, runtime: report.environment.runtime.replace(/\d+/, '99') }
    const said = (message: string): Report => ({ ...report, results: [{ ...row, message }, ...rows] })
    expect(saysTheSame(said('after 312 calls'), { ...said('after 7 calls'), environment })).toBe(true)
    expect(saysTheSame(said('after 312 calls'), said('never'))).toBe(false)
  })

  it('without durations and without the paths of this machine', () => {
    const at = '/somewhere/lib/python3/dist-packages/gi/overrides/GLib.py:497'
    const rerun = "npx loop-conformance python:gbulb --python /somewhere/bin/python3.11 --grep 'x'"
    const steady = steadyReport({ ...report, durationMs: 12, results: [{ ...row, durationMs: 3, at, rerun }] })
    expect(steady.results[0]?.rerun).toBe("npx loop-conformance python:gbulb --python python3.11 --grep 'x'")
    expect(steady.durationMs).toBe(0)
    expect(steady.results[0]).toMatchObject({ durationMs: 0, at: 'gi/overrides/GLib.py:497' })
  })
})
