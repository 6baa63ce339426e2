import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Report } from '../../spec/index.ts'
import { judgedLoops } from './judged-loops.ts'
import { printReport } from './steady-report.ts'

export const resultsFolder = 'docs/results'

export interface CommittedResult {
  readonly loop: string
  /** Of the loop; for those of the standard library, of CPython. */
  readonly version: string
  readonly file: string
  readonly report: Report
}

/** Every report that stands in `docs/results`, in the order of the list of loops, the oldest version first. */
export function committedResults(): readonly CommittedResult[] {
  const known = judgedLoops.map(({ name }) => name)
  const loops = folders(resultsFolder).sort((a, b) => known.indexOf(a) - known.indexOf(b))
  return loops.flatMap((loop) =>
    folders(path.join(resultsFolder, loop))
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      .map((version) => readResult(loop, version))
      .filter((result) => result !== null),
  )
}

export function readResult(loop: string, version: string): CommittedResult | null {
  const file = fileOf(loop, version)
  if (!existsSync(file)) return null
  return { loop, version, file, report: JSON.parse(readFileSync(file, 'utf8')) as Report }
}

/** Writes the report and answers its file. */
export function writeResult(loop: string, version: string, report: Report): string {
  const file = fileOf(loop, version)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, printReport(report))
  return file
}

/** The failing clauses of a report, each once: whatever was judged and is not kept. */
export function failingClauses({ results }: Report): readonly string[] {
  const failing = results.filter(({ status }) => ['fail', 'hang', 'crash', 'inconclusive'].includes(status))
  return [...new Set(failing.map(({ clause }) => clause))]
}

function fileOf(loop: string, version: string): string {
  return path.join(resultsFolder, loop, version, 'report.json')
}

function folders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
}
