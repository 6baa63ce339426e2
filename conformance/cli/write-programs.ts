import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Report } from '../../spec/index.ts'
import { parsePythonTarget } from '../bridge/python-target.ts'
import { count } from '../report/words.ts'
import { suite } from '../suite/index.ts'
import { UsageError } from './errors.ts'
import type { Output } from './options.ts'

export interface ProgramsRequest {
  readonly entry: string
  readonly interpreter?: string | undefined
  readonly seed: number
  readonly outputs: readonly Output[]
  /** The folder for the programs. */
  readonly writePrograms?: string | undefined
  readonly onProgress: (made: number, of: number) => void
}

/** Throws UsageError if programs are asked for and the candidate is not a loop of CPython. */
export function checkProgramsRequest({ entry, writePrograms }: ProgramsRequest): void {
  if (writePrograms === undefined || parsePythonTarget(entry)?.way === 'python') return
  throw new UsageError(
    '--write-programs only applies to candidates in CPython, because the programs are in plain asyncio.\n' +
      `Found:    ${entry}\nExpected: a candidate python:<module>[:<callable>]`,
  )
}

/** How many clauses get a program without `--write-programs`. Each takes a second or more. */
const mostUnasked = 10
/** The reporters that show programs. */
const showsPrograms: ReadonlySet<string> = new Set(['html', 'events'])

/** Adds programs of plain asyncio to the failures of a loop in Python, if they are asked for or a report shows them. */
export async function addPrograms(report: Report, request: ProgramsRequest): Promise<Report> {
  const { entry, interpreter, seed, outputs, writePrograms, onProgress } = request
  const target = parsePythonTarget(entry, interpreter)
  const isWanted = writePrograms !== undefined || outputs.some(({ reporter }) => showsPrograms.has(reporter))
  if (!isWanted || target?.way !== 'python') return report
  const { reproduceFailures } = await import('../reproduction/reproduce.ts')
  const { captureNodeHost } = await import('../supervisor/node-host.ts')
  const host = captureNodeHost()
  const most = writePrograms === undefined ? mostUnasked : Infinity
  const withPrograms = await reproduceFailures(report, { target, suite, host, seed, most, onProgress })
  if (writePrograms === undefined) return withPrograms
  return { ...withPrograms, findings: [...withPrograms.findings, write(withPrograms, writePrograms)] }
}

/** Writes the programs, and returns a sentence about them. */
function write({ results }: Report, folder: string): string {
  // Of several failures of one clause, the first.
  const found = new Map<string, string>()
  for (const { clause, program } of results)
    if (program?.language === 'python' && !found.has(clause)) found.set(clause, program.text)
  try {
    mkdirSync(folder, { recursive: true })
    for (const [clause, text] of found) writeFileSync(path.join(folder, `${clause}.py`), text)
  } catch (error) {
    throw new UsageError(`The programs cannot be written to ${folder}: ${(error as Error).message}`)
  }
  if (found.size === 0) return `No failure left a program in ${folder}.`
  return `Wrote ${count(found.size, 'program')} to ${folder}. Each is plain asyncio and shows one failure without the suite.`
}
