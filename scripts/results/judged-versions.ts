import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { format, resolveConfig } from 'prettier'
import { failingClauses } from './committed-report.ts'
import { committedResults, type CommittedResult } from './committed-results.ts'
import { loopsFolder, type LoopRecord, type RecordedRun } from './loop-record.ts'

/** They show how a loop changes, and are judged in a few minutes. */
const mostVersions = 6

type Judged = Pick<CommittedResult, 'loop' | 'version' | 'python'> & {
  readonly report: Parameters<typeof failingClauses>[0]
}

/**
 * Writes the records whose newest version has a report now, and leaves the others alone. What a record has too many of goes, with
 * its reports. Returns a line for each record.
 */
export async function recordJudgedVersions(records: readonly LoopRecord[]): Promise<readonly string[]> {
  const results = committedResults()
  const lines: string[] = []
  for (const record of records) {
    const own = results.filter(({ loop }) => loop === record.name)
    const runs = judgedRuns(record, own)
    const [newest, before] = record.runs.map(({ version = 'none' }) => version)
    if (runs === null) {
      lines.push(
        `${record.name} ${newest ?? ''} is new, but could not be judged; the record stays at ${before ?? ''}`,
      )
      continue
    }
    await writeRuns(record.name, runs)
    const dropped = versionsOnlyIn(record.runs, runs)
    for (const { file, version } of own) if (dropped.includes(version)) rmSync(file)
    const gone = dropped.length === 0 ? '' : `; ${dropped.join(', ')} is judged no more`
    lines.push(`${record.name} ${newest ?? ''} is new; the newest one was ${before ?? ''}${gone}`)
  }
  return lines
}

/**
 * The runs of a record whose first one is new: that one on the interpreters that judged it, and no more than six versions. An old
 * version stays in addition if it alone does not keep a clause, because the words about that clause need its report. Null if no
 * interpreter judged the new one.
 */
export function judgedRuns(
  { runs: [newest = {}, ...older] }: Pick<LoopRecord, 'runs'>,
  results: readonly Judged[],
): readonly RecordedRun[] | null {
  const judges = results.filter(({ version }) => version === newest.version).map(({ python }) => python)
  const python = (newest.python ?? []).filter((minor) => judges.includes(minor))
  if (python.length === 0) return null
  let kept: readonly RecordedRun[] = [{ ...newest, python }, ...older]
  for (const run of older.toReversed()) {
    const others = kept.filter((one) => one !== run)
    const known = new Set(failingIn(others, results))
    if (kept.length > mostVersions && failingIn([run], results).every((clause) => known.has(clause)))
      kept = others
  }
  return kept
}

function failingIn(runs: readonly RecordedRun[], results: readonly Judged[]): readonly string[] {
  return results
    .filter((result) => runs.some(({ version }) => version === result.version))
    .flatMap(({ report }) => failingClauses(report))
}

function versionsOnlyIn(some: readonly RecordedRun[], others: readonly RecordedRun[]): readonly string[] {
  return some
    .map(({ version }) => version)
    .filter((version) => version !== undefined)
    .filter((version) => !others.some((run) => run.version === version))
}

async function writeRuns(name: string, runs: readonly RecordedRun[]): Promise<void> {
  const file = path.join(loopsFolder, name, 'loop.json')
  const before = JSON.parse(readFileSync(file, 'utf8')) as object
  const text = JSON.stringify({ ...before, runs })
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: 'json' }))
}
