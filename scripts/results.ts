/**
 * Judges the real loops that are installed here and writes their reports to `docs/results/<loop>/<version>/report.json`
 * and the table of all of them to `docs/generated/results.md`: `npm run results [loop …]`. A report that says the same as
 * the one that stands there is left alone. With `--check` nothing is judged: it says whether the table is that of the
 * reports.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { withIntegrity } from '../conformance/report/integrity.ts'
import { committedResults, failingClauses, readResult, writeResult } from './results/committed-results.ts'
import { judgeLoop } from './results/judge-loop.ts'
import { interpretersFor, judgedLoops, type JudgedLoop } from './results/judged-loops.ts'
import { resultsTable } from './results/results-table.ts'
import { saysTheSame } from './results/steady-report.ts'

const file = 'docs/generated/results.md'
const args = process.argv.slice(2)

if (args.includes('--check')) {
  const results = committedResults()
  if (resultsTable(results) === (existsSync(file) ? readFileSync(file, 'utf8') : ''))
    console.log(`${file} is up to date: ${String(results.length)} reports.`)
  else {
    console.error(`${file} is not the table of the reports. Run \`npm run results\` and commit the result.`)
    process.exitCode = 1
  }
} else {
  for (const loop of judgedLoops) if (args.length === 0 || args.includes(loop.name)) await judge(loop)
  writeFileSync(file, resultsTable(committedResults()))
  console.log(file)
}

async function judge(loop: JudgedLoop): Promise<void> {
  const interpreters = await interpretersFor(loop)
  if (interpreters.length === 0)
    console.log(`SKIPPED ${loop.name}: no interpreter here has ${loop.module ?? 'it'}.`)
  for (const interpreter of interpreters) {
    try {
      // The steady report is another one than the command wrote.
      const report = await withIntegrity(judgeLoop(loop, interpreter))
      const version = report.candidate.version ?? interpreter.version
      const before = readResult(loop.name, version)
      const isNews = before === null || !saysTheSame(before.report, report)
      if (isNews) writeResult(loop.name, version, report)
      const clauses = failingClauses(report).length
      console.log(
        `${loop.name} ${version}: ${report.verdict}, clauses not kept: ${String(clauses)}${isNews ? ', written' : ''}`,
      )
    } catch (error) {
      console.error(`FAILED ${loop.name} on ${interpreter.version}: ${(error as Error).message}`)
      process.exitCode = 1
    }
  }
}
