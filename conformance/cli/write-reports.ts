import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { specification, type Report } from '../../spec/index.ts'
import { prettyHeader, reporters } from '../reporters/index.ts'
import { suiteVersion } from '../version.ts'
import type { Output } from './options.ts'
import { standardPage, write } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Every report to its place: files first, so that the standard output ends with the verdict. */
export async function writeReports(report: Report, outputs: readonly Output[]): Promise<void> {
  const folder = process.cwd()
  const common = { specification, folder, repository: process.env.GITHUB_WORKSPACE ?? folder }
  for (const { reporter, file } of outputs) {
    if (file === null) continue
    const text = reporters[reporter]?.(report, { ...common, width: 80, color: false }) ?? ''
    const header = reporter === 'pretty' ? prettyHeader(suiteVersion, report.candidate.entry, false) : ''
    writeOut(path.resolve(file), header + text)
  }
  const { width, color } = standardPage()
  for (const { reporter, file } of outputs)
    if (file === null)
      await write(process.stdout, reporters[reporter]?.(report, { ...common, width, color }) ?? '')
}

/** The summary of a step may hold that of another candidate already: everything else is written anew. */
function writeOut(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    if (file === process.env.GITHUB_STEP_SUMMARY) appendFileSync(file, `${text}\n`)
    else writeFileSync(file, text)
  } catch (error) {
    throw new UsageError(`The report cannot be written to ${file}: ${(error as Error).message}`)
  }
}
