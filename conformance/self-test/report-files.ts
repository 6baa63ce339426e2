import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { CheckResult, Report } from '../../spec/index.ts'
import { withIntegrity } from '../report/integrity.ts'
import type { Workshop } from './workshop.ts'

/** Judges a loop of the workshop and leaves its report there. */
export async function judge(
  workshop: Workshop,
  loop: string,
  file: string,
  ...more: string[]
): Promise<Report> {
  const { out, err } = await workshop.run([loop, '--reporter', `json=${file}`, ...more])
  if (out === '') throw new Error(err)
  return readReportFile(workshop, file)
}

export function readReportFile(workshop: Workshop, file: string): Report {
  return JSON.parse(readFileSync(path.join(workshop.folder, file), 'utf8')) as Report
}

/** A report that is changed by hand. `sealed`: with a new hash, as in a forgery. */
export async function edit(
  workshop: Workshop,
  from: string,
  to: string,
  change: (report: Report) => unknown,
  sealed = false,
): Promise<void> {
  const changed = { ...readReportFile(workshop, from), ...(change(readReportFile(workshop, from)) as object) }
  const report = sealed ? await withIntegrity(changed) : changed
  writeFileSync(path.join(workshop.folder, to), JSON.stringify(report, null, 2))
}

/** The rows, with one of them changed. */
export function withRow(report: Report, isIt: (row: CheckResult) => boolean, change: object): CheckResult[] {
  const index = report.results.findIndex(isIt)
  if (index < 0) throw new Error('The report does not have this row.')
  return report.results.map((row, at) => (at === index ? { ...row, ...change } : row))
}
