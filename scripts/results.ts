/**
 * Judges the real loops that are installed here and writes what is committed of their reports:
 * `npm run results [loop …]`. A report that says the same as the committed one is left alone.
 * `npm run renew` then writes the table of all of them.
 */
import process from 'node:process'
import { failingClauses, reduceReport } from './results/committed-report.ts'
import { readResult, writeResult } from './results/committed-results.ts'
import { judgeLoop } from './results/judge-loop.ts'
import { interpretersFor, judgedLoops, type JudgedLoop } from './results/judged-loops.ts'
import { saysTheSame, steadyReport } from './results/steady-report.ts'
import { Problem } from './problem.ts'

const names = process.argv.slice(2)
const known = judgedLoops.map(({ name }) => name)
const unknown = names.filter((name) => !known.includes(name))
if (unknown.length > 0)
  throw new Problem(`There is no loop ${unknown.join(', ')}. Expected: ${known.join(', ')}.`)

for (const loop of judgedLoops) if (names.length === 0 || names.includes(loop.name)) await judge(loop)
console.log('Run `npm run renew` to renew the table in docs/results/README.md.')

async function judge(loop: JudgedLoop): Promise<void> {
  const interpreters = await interpretersFor(loop)
  if (interpreters.length === 0)
    console.log(`SKIPPED ${loop.name}: no interpreter here has ${loop.module ?? 'it'}.`)
  for (const interpreter of interpreters) {
    try {
      const report = steadyReport(reduceReport(judgeLoop(loop, interpreter)))
      const version = report.candidate.version ?? interpreter.version
      const before = readResult(loop.name, version)
      const isNew = before === null || !saysTheSame(before.report, report)
      if (isNew) writeResult(loop.name, version, report)
      const clauses = failingClauses(report).length
      console.log(
        `${loop.name} ${version}: ${report.verdict}, clauses not kept: ${String(clauses)}${isNew ? ', written' : ''}`,
      )
    } catch (error) {
      console.error(`FAILED ${loop.name} on ${interpreter.version}: ${(error as Error).message}`)
      process.exitCode = 1
    }
  }
}
