import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { printCommittedReport, type CommittedReport } from './committed-report.ts'
import { judgedLoops } from './judged-loops.ts'

export const resultsFolder = 'docs/results'

export interface CommittedResult {
  readonly loop: string
  /** The version of the loop. For loops of the standard library, the version of CPython. */
  readonly version: string
  readonly file: string
  readonly report: CommittedReport
}

/** Every report in `docs/results`, in the order of the list of loops, the oldest version first. */
export function committedResults(): readonly CommittedResult[] {
  const known = judgedLoops.map(({ name }) => name)
  const loops = readdirSync(resultsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort((a, b) => known.indexOf(a) - known.indexOf(b))
  return loops.flatMap((loop) =>
    readdirSync(path.join(resultsFolder, loop))
      .filter((name) => name.endsWith('.json'))
      .map((name) => path.basename(name, '.json'))
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      .map((version) => readResult(loop, version))
      .filter((result) => result !== null),
  )
}

/** Null if there is no report of this version. */
export function readResult(loop: string, version: string): CommittedResult | null {
  const file = fileOf(loop, version)
  if (!existsSync(file)) return null
  return { loop, version, file, report: JSON.parse(readFileSync(file, 'utf8')) as CommittedReport }
}

/** Writes the report, and returns the name of its file. */
export function writeResult(loop: string, version: string, report: CommittedReport): string {
  const file = fileOf(loop, version)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, printCommittedReport(report))
  return file
}

function fileOf(loop: string, version: string): string {
  return path.join(resultsFolder, loop, `${version}.json`)
}
