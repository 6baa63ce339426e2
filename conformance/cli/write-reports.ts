import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Report } from '../../spec/index.ts'
import type { VerdictWords } from '../report/verdict.ts'
import { prettyHeader } from '../reporters/pretty-header.ts'
import { suiteVersion } from '../version.ts'
import { UsageError } from './errors.ts'
import type { Output } from './options.ts'
import { standardPage, write } from './terminal.ts'

/** Prints the first line of the pretty report at once, before the modules of a run are loaded. */
export async function showHeader(entry: string, outputs: readonly Output[]): Promise<void> {
  if (showsPretty(outputs))
    await write(process.stdout, prettyHeader(suiteVersion, entry, standardPage().color))
}

/** Whether the pretty report goes to the standard output. */
export function showsPretty(outputs: readonly Output[]): boolean {
  return outputs.some(({ reporter, file }) => reporter === 'pretty' && file === null)
}

/**
 * Writes every report: files first, so that the standard output ends with the verdict. The conclusion replaces the verdict
 * where the exit code follows from something else, such as a baseline.
 */
export async function writeReports(
  report: Report,
  given: readonly Output[],
  conclusion?: VerdictWords,
): Promise<void> {
  // Events are written while the run goes on.
  const outputs = given.filter(({ reporter }) => reporter !== 'events')
  const { reporters } = await import('../reporters/index.ts')
  const { specification } = await import('../../spec/index.ts')
  const folder = process.cwd()
  const common = {
    specification,
    folder,
    repository: process.env.GITHUB_WORKSPACE ?? folder,
    ...(conclusion === undefined ? {} : { conclusion }),
  }
  for (const { reporter, file } of outputs) {
    if (file === null) continue
    const text = reporters[reporter]?.(report, { ...common, width: 80, color: false }) ?? ''
    const header = reporter === 'pretty' ? prettyHeader(suiteVersion, report.candidate.entry, false) : ''
    writeFile(path.resolve(file), header + text)
  }
  const { width, color } = standardPage()
  for (const { reporter, file } of outputs)
    if (file === null)
      await write(process.stdout, reporters[reporter]?.(report, { ...common, width, color }) ?? '')
}

/** The summary of a workflow step is appended to, because it may hold the report of another candidate. */
function writeFile(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    if (file === process.env.GITHUB_STEP_SUMMARY) appendFileSync(file, `${text}\n`)
    else writeFileSync(file, text)
  } catch (error) {
    throw new UsageError(`The report cannot be written to ${file}: ${(error as Error).message}`)
  }
}
