import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { printCommittedReport, type CommittedReport } from './committed-report.ts'
import { loopsFolder, readRecords, type LoopRecord } from './loop-record.ts'

export interface CommittedResult {
  readonly loop: string
  readonly record: LoopRecord
  /** The version of the loop. For loops of the standard library, the version of CPython. */
  readonly version: string
  /** The minor version of Python that judged it, such as `3.13`. */
  readonly python: string
  /** What says which run it is: `0.23.0-cpython-3.13`. It is unique among the runs of a loop. */
  readonly run: string
  readonly file: string
  readonly report: CommittedReport
}

/** Every report in `loops/<name>/results`, in the order of the records, the oldest version first. */
export function committedResults(): readonly CommittedResult[] {
  return readRecords().flatMap((record) => {
    const folder = path.join(loopsFolder, record.name, 'results')
    if (!existsSync(folder)) return []
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => path.basename(name, '.json'))
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      .map((run) => readResult(record, run))
      .filter((result) => result !== null)
  })
}

/** Null if there is no report of this run. */
export function readResult(record: LoopRecord, run: string): CommittedResult | null {
  const file = fileOf(record.name, run)
  const parts = /^(.*)-(?:cpython|pyodide)-(3\.\d+)$/.exec(run)
  if (parts === null || !existsSync(file)) return null
  const [, version = '', python = ''] = parts
  const report = JSON.parse(readFileSync(file, 'utf8')) as CommittedReport
  return { loop: record.name, record, version, python, run, file, report }
}

/** Writes the report. */
export function writeResult(record: LoopRecord, run: string, report: CommittedReport): void {
  const file = fileOf(record.name, run)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, printCommittedReport(report))
}

/** The name of a run, by the loop's version and what judged it. */
export function nameOfRun(version: string, { environment }: CommittedReport, isPyodide: boolean): string {
  const minor = /cpython (3\.\d+)/.exec(environment.runtime)?.[1] ?? '3'
  return `${version}-${isPyodide ? 'pyodide' : 'cpython'}-${minor}`
}

function fileOf(loop: string, run: string): string {
  return path.join(loopsFolder, loop, 'results', `${run}.json`)
}
