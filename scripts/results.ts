/**
 * Judges the loops that have a record in `loops/`, and writes what is committed of their reports:
 * `npm run results [-- --loop uvloop --python 3.13]`. It makes the environments, compares with the last time, has programs written
 * for what is new, and fails if a deviation has no words, or a program does not show what it is kept for. A report that says the
 * same as the committed one is left alone. `npm run renew` then writes the table of all of them.
 */
import { writeFileSync } from 'node:fs'
import os from 'node:os'
import process from 'node:process'
import { Command } from 'commander'
import { Problem } from './problem.ts'
import { recordJudgedVersions } from './results/judged-versions.ts'
import { readRecords, type LoopRecord } from './results/loop-record.ts'
import { withNewestVersions } from './results/newest-versions.ts'
import { plannedRuns, type PlannedRun } from './results/planned-runs.ts'
import { renewResult, type Renewed } from './results/renew-result.ts'
import { summary } from './results/summary.ts'

interface Flags {
  readonly loop: readonly string[]
  readonly python: readonly string[]
  readonly jobs: string
  readonly newest?: true
  readonly update?: true
  readonly summary?: string
}

const collect = (value: string, all: readonly string[]): readonly string[] => [...all, value]
const {
  loop,
  python,
  jobs,
  newest,
  update,
  summary: summaryFile,
} = new Command()
  .option('--loop <name>', 'only this loop; can be given several times', collect, [])
  .option('--python <minor>', 'only this interpreter, such as 3.13 or pyodide-314', collect, [])
  .option('--newest', 'only the newest version of each loop')
  .option('--update', 'also judge the newest version of each package, and record it')
  .option('--summary <file>', 'write what is different, in Markdown, for the change that commits it')
  .option('--jobs <number>', 'how many loops are judged at a time', String(os.availableParallelism()))
  .parse()
  .opts<Flags>()

const started = performance.now()
const records = selected(readRecords())
const newer = update === undefined ? { records, renewed: [], unknown: [] } : await withNewestVersions(records)
const renewed = await inParallel(select(newer.records), Number(jobs))
const news = [...newer.unknown, ...(await recordJudgedVersions(newer.renewed))]
for (const line of news) console.log(line)
if (summaryFile !== undefined) writeFileSync(summaryFile, summary(renewed, news))
report(renewed)

/** The records that are asked for. */
function selected(records: readonly LoopRecord[]): readonly LoopRecord[] {
  const unknown = loop.filter((name) => !records.some((record) => record.name === name))
  if (unknown.length > 0)
    throw new Problem(
      `There is no loop ${unknown.join(', ')}. Expected: ${records.map(({ name }) => name).join(', ')}.`,
    )
  return records.filter(({ name }) => loop.length === 0 || loop.includes(name))
}

function select(records: readonly LoopRecord[]): readonly PlannedRun[] {
  if (!(Number(jobs) >= 1)) throw new Problem(`--jobs needs a number of at least 1. Found: ${jobs}`)
  const runs = plannedRuns(records).filter(
    ({ record, run, interpreter }) =>
      (python.length === 0 || python.includes(interpreter)) &&
      (newest === undefined || run === record.runs[0]),
  )
  if (runs.length === 0)
    throw new Problem(`No record asks for ${loop.join(', ') || 'any loop'} on ${python.join(', ')}.`)
  return runs
}

/** Renews the results, some at a time, and prints a line for each as it comes. */
async function inParallel(runs: readonly PlannedRun[], most: number): Promise<readonly Renewed[]> {
  const left = [...runs]
  const done: Renewed[] = []
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const one = await renewResult(next)
      done.push(one)
      console.log(`[${String(done.length)}/${String(runs.length)}] ${next.words}: ${one.words}`)
    }
  }
  await Promise.all(Array.from({ length: most }, work))
  return done
}

function report(all: readonly Renewed[]): void {
  const problems = all.flatMap(({ planned: { words }, problems: found }) =>
    found.map((problem) => `${words}: ${problem}`),
  )
  const minutes = ((performance.now() - started) / 60_000).toFixed(1)
  const changed = all.filter(({ isWritten }) => isWritten).length
  console.log(
    `\nJudged ${String(all.length)} in ${minutes} minutes, ${String(changed)} of them say something new.`,
  )
  if (changed > 0) console.log('Run `npm run renew` to renew the tables.')
  if (problems.length === 0) return
  console.error(`\nThis is left to do:\n${problems.map((line) => `  ${line}`).join('\n')}`)
  process.exitCode = 1
}
