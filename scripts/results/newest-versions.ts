import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { interpretersWith } from '../../conformance/bridge/interpreters.ts'
import { Problem } from '../problem.ts'
import type { LoopRecord } from './loop-record.ts'

const run = promisify(execFile)
const askWaitMs = 60_000

/** The records with what is new in the package index. No file is written: `recordJudgedVersions` does that for what was judged. */
export interface NewestVersions {
  /** All records. One with a new version has it before the ones that were there, on the interpreters of the newest one there. */
  readonly records: readonly LoopRecord[]
  /** Those of them that have a new version. */
  readonly renewed: readonly LoopRecord[]
  /** A line for each package that the index does not tell about. Its record is as before. */
  readonly unknown: readonly string[]
}

/** Asks the package index for the newest version of each package. Throws a Problem if no interpreter has pip. */
export async function withNewestVersions(records: readonly LoopRecord[]): Promise<NewestVersions> {
  const python = (await interpretersWith('pip')).at(-1)
  if (python === undefined)
    throw new Problem('No interpreter on this machine has pip, which finds out what the newest versions are.')
  const all: LoopRecord[] = []
  const renewed: LoopRecord[] = []
  const unknown: string[] = []
  for (const record of records) {
    const version =
      record.package === undefined ? undefined : await newestVersion(python.command, record.package)
    const one = typeof version === 'string' ? withVersion(record, version) : record
    all.push(one)
    if (one !== record) renewed.push(one)
    if (version === null)
      unknown.push(
        `${record.name}: the package index does not tell the newest version of ${record.package ?? ''}`,
      )
  }
  return { records: all, renewed, unknown }
}

/** The same record if the version is in it. */
function withVersion(record: LoopRecord, version: string): LoopRecord {
  const [newest] = record.runs
  if (newest === undefined || record.runs.some((one) => one.version === version)) return record
  const { released: _ofTheOldOne, ...same } = newest
  return { ...record, runs: [{ ...same, version }, ...record.runs] }
}

/** As pip finds it, in the index that pip is configured for. Null if that is not known. */
async function newestVersion(python: string, name: string): Promise<string | null> {
  try {
    const { stdout } = await run(python, ['-m', 'pip', 'index', 'versions', name], { timeout: askWaitMs })
    return /\(([^)]+)\)/.exec(stdout)?.[1] ?? null
  } catch {
    return null
  }
}
