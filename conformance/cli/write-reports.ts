import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { specification, type Report } from '../../spec/index.ts'
import { prettyHeader, reporters } from '../reporters/index.ts'
import { suiteVersion } from '../version.ts'
import type { Output } from './options.ts'
import { standardPage, write } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Every report to its place: files first, so that the standard output ends with the verdict. */
export async function writeReports(report: Report, outputs: readonly Output[]): Promise<void> {
  const common = { specification, folder: process.cwd() }
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

function writeOut(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch (error) {
    throw new UsageError(`The report cannot be written to ${file}: ${(error as Error).message}`)
  }
}
