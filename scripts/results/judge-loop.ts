import { spawnSync } from 'node:child_process'
import process from 'node:process'
import type { Report } from '../../spec/index.ts'
import type { Interpreter } from '../../conformance/bridge/interpreters.ts'
import type { JudgedLoop } from './judged-loops.ts'
import { agree } from './steady-report.ts'

const mostRuns = 8

/**
 * Judges the loop until two runs in a row agree on every check, so that a machine that paused for a moment is
 * not held against it. Throws with the command's own words when it cannot be judged, and when no two runs agree.
 */
export function judgeLoop(loop: JudgedLoop, { command }: Interpreter): Report {
  let last = run(loop, command)
  for (let runs = 2; runs <= mostRuns; runs++) {
    const next = run(loop, command)
    if (agree(last, next)) return next
    last = next
  }
  throw new Error(`No two of ${String(mostRuns)} runs in a row came to the same verdicts.`)
}

function run({ entry }: JudgedLoop, command: string): Report {
  const options = ['--python', command, '--patient', '--jobs', '1', '--reporter', 'json']
  const { stdout, stderr } = spawnSync(process.execPath, ['bin/loop-conformance.js', entry, ...options], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (!stdout.startsWith('{')) throw new Error(stderr.trim())
  const report = JSON.parse(stdout) as Report
  if (report.partial) throw new Error('The run was cut off, so the report is not whole.')
  return report
}
