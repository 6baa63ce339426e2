/** The records and the reports of real loops are whole, every deviation is explained, and no explanation is left over. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { failingClauses, printCommittedReport } from '../scripts/results/committed-report.ts'
import { committedResults } from '../scripts/results/committed-results.ts'
import { deviationClasses, explainedDeviations } from '../scripts/results/deviations.ts'
import { entryOf, readNotJudged, readRecords } from '../scripts/results/loop-record.ts'
import { programsOf } from '../scripts/results/programs.ts'
import { steadyReport } from '../scripts/results/steady-report.ts'

const records = readRecords()
const results = committedResults()
const loops = records.map(({ name }) => name)
const schema = (file: string): object => JSON.parse(readFileSync(file, 'utf8')) as object
const isCommittedReport = new Ajv2020({ allErrors: true })
  .addSchema(schema('spec/schemas/report.schema.json'))
  .compile(schema('loops/result.schema.json'))

describe('the records of real loops', () => {
  it.each(records.map((record) => [record.name, record] as const))('%s can be run', (name, record) => {
    const [, file] = /^(?:python|pyodide):(.*\.py)/.exec(entryOf(record)) ?? []
    if (file !== undefined) expect(existsSync(file)).toBe(true)
    for (const run of record.runs) {
      expect([...(run.python ?? []), ...(run.pyodide ?? [])]).not.toEqual([])
      if (record.package !== undefined) expect(run.version).toBeDefined()
    }
    expect(results.map(({ loop }) => loop)).toContain(name)
  })

  it('say why a loop is not judged', () => {
    for (const { name, why } of readNotJudged()) {
      expect(loops).not.toContain(name)
      expect(why).toMatch(/^[A-Z].{20,}\.$/s)
    }
  })
})

describe('the reports of real loops', () => {
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

  it('are less than 500 KB each', () => {
    for (const { file } of results) expect(statSync(file).size, file).toBeLessThan(500_000)
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
    expect(failing).toEqual(expect.arrayContaining([...programsOf(loop)]))
  })

  it.each(loops)('of %s: each MUST that a version does not keep has a program', (loop) => {
    const musts = results
      .filter((one) => one.loop === loop)
      .flatMap(({ report }) => report.results)
      .filter(({ level, status }) => level === 'MUST' && ['fail', 'hang', 'crash'].includes(status))
    expect(programsOf(loop)).toEqual(expect.arrayContaining(musts.map(({ clause }) => clause)))
  })

  it.each(loops.flatMap((loop) => explainedDeviations(loop).map((one) => [loop, one.clause, one] as const)))(
    'of %s: %s has a class and a reason',
    (_loop, _clause, { class: deviationClass, text }) => {
      expect(deviationClasses).toContain(deviationClass)
      expect(text.length).toBeGreaterThan(80)
    },
  )
})
