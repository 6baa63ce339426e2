import { execFile } from 'node:child_process'
import process from 'node:process'
import { hasFailed } from '../../conformance/harness/build-report.ts'
import type { Report } from '../../spec/index.ts'
import { Problem } from '../problem.ts'
import type { Environment } from './environments.ts'
import type { PlannedRun } from './planned-runs.ts'
import { agree, blameCrashes, settle } from './settle-runs.ts'

const mostRuns = 5
/** A loop that hangs at every turn takes a minute or two. This is for one that takes the kit with it. */
const longestRunMs = 10 * 60_000

/**
 * Judges the loop until two runs in a row agree on its root causes, or five times, and settles what the runs say. Throws a Problem with
 * the command's own words if the loop cannot be judged.
 */
export async function judgeLoop(planned: PlannedRun, environment: Environment): Promise<Report> {
  const first = await judgeOnce(planned, environment)
  const runs: [Report, ...Report[]] = [first]
  for (let last = first; runs.length < mostRuns; last = runs.at(-1) ?? first) {
    const next = await judgeOnce(planned, environment)
    if (agree(last, next)) return withCausesOfCrashes(settle([last, next]), planned, environment)
    runs.push(next)
  }
  return withCausesOfCrashes(settle(runs), planned, environment)
}

/**
 * A crash may have corrupted the memory of the process long before it ends. So each clause whose check ended it is judged alone. A
 * check that passes there is a consequence of the first one that does not.
 */
async function withCausesOfCrashes(
  report: Report,
  planned: PlannedRun,
  environment: Environment,
): Promise<Report> {
  const clauses = [
    ...new Set(report.results.filter(({ status }) => status === 'crash').map(({ clause }) => clause)),
  ]
  const crashing: string[] = []
  for (const clause of clauses) {
    const alone = await judgeOnce(planned, environment, ['--grep', clause])
    if (alone.results.some((row) => row.clause === clause && hasFailed(row))) crashing.push(clause)
  }
  return blameCrashes(report, crashing)
}

/** One run of the command, with more options if they are given. */
export function judgeOnce(
  { record, entry }: PlannedRun,
  { python }: Environment,
  options: readonly string[] = [],
): Promise<Report> {
  const claims = record.profiles.length === 0 ? [] : ['--claim', record.profiles.join(',')]
  const words = [
    ...(record.under ?? []),
    process.execPath,
    'bin/loop-conformance.js',
    entry,
    ...['--python', python, ...claims, '--patient', '--jobs', '1', '--reporter', 'json', ...options],
  ]
  const [command = process.execPath, ...rest] = words
  const env = { ...process.env, ...record.environment }
  return new Promise((resolve, reject) => {
    execFile(command, rest, { env, maxBuffer: 2 ** 26, timeout: longestRunMs }, (_error, stdout, stderr) => {
      if (!stdout.startsWith('{')) {
        reject(
          new Problem(
            stderr.trim() || `The run ended after ${String(longestRunMs / 60_000)} minutes without a report.`,
          ),
        )
        return
      }
      const report = JSON.parse(stdout) as Report
      const isFiltered = options.includes('--grep')
      if (report.partial && !isFiltered)
        reject(new Problem('The run was cut off, so the report is not whole.'))
      else resolve(report)
    })
  })
}
