import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { format, resolveConfig } from 'prettier'
import { interpretersWith } from '../../conformance/bridge/interpreters.ts'
import { Problem } from '../problem.ts'
import { loopsFolder, type LoopRecord } from './loop-record.ts'

const run = promisify(execFile)
const askWaitMs = 60_000

/**
 * Adds the newest version of each package to its record, before the ones that are there, on the interpreters of the newest one there.
 * Returns a line for each that is new. A package that the index does not tell about stays as it is, with a line as well.
 */
export async function addNewestVersions(records: readonly LoopRecord[]): Promise<readonly string[]> {
  const python = (await interpretersWith('pip')).at(-1)
  if (python === undefined)
    throw new Problem('No interpreter on this machine has pip, which finds out what the newest versions are.')
  const lines: string[] = []
  for (const record of records) {
    const [newest, ...older] = record.runs
    if (record.package === undefined || newest === undefined) continue
    const version = await newestVersion(python.command, record.package)
    if (version === null)
      lines.push(`${record.name}: the package index does not tell the newest version of ${record.package}`)
    if (version === null || [newest, ...older].some((one) => one.version === version)) continue
    const { released: _ofTheOldOne, ...same } = newest
    await writeRecord({ ...record, runs: [{ ...same, version }, newest, ...older] })
    lines.push(`${record.name} ${version} is new; the newest one was ${newest.version ?? 'none'}`)
  }
  return lines
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

async function writeRecord(record: LoopRecord): Promise<void> {
  const file = path.join(loopsFolder, record.name, 'loop.json')
  const before = JSON.parse(readFileSync(file, 'utf8')) as object
  const text = JSON.stringify({ ...before, runs: record.runs })
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: 'json' }))
}
