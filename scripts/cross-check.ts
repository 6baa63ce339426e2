/**
 * Runs generated programs on the reference and on other loops and compares what happens:
 * `npm run cross-check -- [--oracle name]… [--programs n] [--seed n] [--jobs n] [--minutes n] [--faults]`.
 * `--programs` is for each oracle, of which `--jobs` run at the same time, for `--minutes` at the longest; `--faults` tries
 * instead which faults of the self-test the programs find. Writes what it found to `evidence/cross-check.md`, which the site
 * shows. A difference is shrunk and printed as a program; the exit code is then 1.
 */
import { execFile } from 'node:child_process'
import process from 'node:process'
import { parseArgs, promisify } from 'node:util'
import { format } from 'prettier'
import { compare, type Difference } from '../conformance/self-test/programs/compare.ts'
import { versionDifferences } from '../conformance/programs/language.ts'
import { oracles, reference } from '../conformance/self-test/programs/oracles.ts'
import { printProgram } from '../conformance/programs/print.ts'
import { printTally, Tally, type Counts } from '../conformance/self-test/programs/tally.ts'
import { writeArtefact } from './evidence/artefacts.ts'
import { printSurvey, surveyFaults } from '../conformance/self-test/programs/survey-faults.ts'

interface Row {
  readonly oracle: string
  readonly programs: number
  readonly seconds: number
  readonly difference: Difference | null
  readonly counts: Counts
}

const { values } = parseArgs({
  options: {
    oracle: { type: 'string', multiple: true, default: Object.keys(oracles) },
    programs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    minutes: { type: 'string', default: '1440' },
    faults: { type: 'boolean', default: false },
    // What the child processes of this script are asked for.
    row: { type: 'boolean', default: false },
  },
})
const programs = Number(values.programs)
const seed = Number(values.seed)
const jobs = Number(values.jobs)
const minutes = Number(values.minutes)
const unknown = values.oracle.filter((name) => !Object.hasOwn(oracles, name))
if (unknown.length > 0 || ![programs, seed, jobs, minutes].every(Number.isInteger)) {
  console.error(`Expected whole numbers, and oracles among: ${Object.keys(oracles).join(', ')}.`)
  process.exit(2)
}

const [only = ''] = values.oracle
if (values.row) {
  console.log(JSON.stringify(await crossCheck(only)))
  process.exit(0)
}
// Each in its own process, because two versions of Pyodide cannot share one.
const rows = values.faults ? [] : await inChildren(values.oracle)
const [page, text] = values.faults ? ['cross-check-faults', await survey()] : ['cross-check', summary()]
console.log(text)
console.log(writeArtefact(`${page}.md`, text))
// Faulty loops and interpreters may keep the process alive.
process.exit(rows.some(({ difference }) => difference !== null) ? 1 : 0)

/** Runs a few at a time. Each free worker takes the next name. */
async function inChildren(names: readonly string[]): Promise<Row[]> {
  const found = new Map<string, Row>()
  const left = [...names]
  const work = async (): Promise<void> => {
    for (let name = left.shift(); name !== undefined; name = left.shift())
      found.set(name, await inChild(name))
  }
  await Promise.all(Array.from({ length: jobs }, work))
  return names.flatMap((name) => found.get(name) ?? [])
}

async function inChild(name: string): Promise<Row> {
  const numbers = ['--programs', String(programs), '--seed', String(seed), '--minutes', values.minutes]
  const args = ['scripts/run-ts.mjs', 'scripts/cross-check.ts', '--row', '--oracle', name, ...numbers]
  const child = promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 30 })
  child.child.stderr?.pipe(process.stderr)
  return JSON.parse((await child).stdout) as Row
}

async function crossCheck(name: string): Promise<Row> {
  const oracle = await (oracles[name] as (typeof oracles)[string])()
  const started = performance.now()
  const tally = new Tally()
  let run = 0
  const difference = await compare(reference, oracle, {
    seed,
    programs,
    timeLimitMs: minutes * 60_000,
    onRun: (program, trace) => {
      run++
      tally.add(program, trace)
    },
    onProgress: (done) => {
      if (done % 10_000 === 0) console.error(`${oracle.name}: ${String(done)} programs`)
    },
  })
  const seconds = (performance.now() - started) / 1000
  if (difference !== null) console.error(await describe(difference, oracle.name))
  const { counts } = tally
  return { oracle: oracle.name, programs: difference?.programsRun ?? run, seconds, difference, counts }
}

async function describe(found: Difference, oracle: string): Promise<string> {
  const { program, traces, path } = found
  const [ours, theirs] = traces
  const style = { parser: 'typescript', semi: false, singleQuote: true, printWidth: 110 }
  const text = await format(printProgram(program, theirs).text, style)
  return [
    `The reference and ${oracle} differ (seed ${String(seed)}, path ${path}).`,
    `The program: ${JSON.stringify(program)}`,
    `The reference:\n${ours.map((what) => `  ${what}`).join('\n')}`,
    `${oracle}:\n${theirs.map((what) => `  ${what}`).join('\n')}`,
    `As a program that expects what ${oracle} does:\n\n${text}`,
  ].join('\n')
}

function summary(): string {
  const total = rows.reduce((sum, row) => sum + row.programs, 0)
  return `# Generated programs on two loops

${String(total)} small programs, generated with seed ${String(seed)}, each run on \`VirtualEventLoop\` of the reference and on another
loop, ${String(jobs)} at a time; everything that happens is compared, in its order. Made by \`npm run cross-check\` with Node ${process.version} on
${new Date().toISOString().slice(0, 10)}. \`conformance/programs/program.ts\` says what the programs leave out, and why.

| compared with | programs | seconds | programs a second | differences |
| --- | --- | --- | --- | --- |
${rows.map(printRow).join('\n')}

## What the programs contained

${printTally(rows.map(({ counts }) => counts))}

## Differences between versions of CPython

These are compared only since the version that the reference follows. In CPython a group cancels its tasks in the order of a set, which
is arbitrary. The oracle replaces it by the order in which the tasks were created.

| since | what is not compared before |
| --- | --- |
${versionDifferences.map(({ since, why }) => `| 3.${String(since)} | ${why} |`).join('\n')}
`
}

function printRow({ oracle, programs: run, seconds, difference }: Row): string {
  const rate = Math.round(run / seconds)
  return `| ${oracle} | ${String(run)} | ${seconds.toFixed(1)} | ${String(rate)} | ${difference === null ? 'none' : 'one, then stopped'} |`
}

async function survey(): Promise<string> {
  const findings = await surveyFaults({ seed, programs })
  const found = findings.filter(({ foundAfter }) => foundAfter !== null).length
  return `# Faults that generated programs find

Would a difference be noticed? The programs of the cross-check were run, with seed ${String(seed)}, on every loop of
the self-test that has one defect, up to ${String(programs)} on each. They found ${String(found)} of ${String(findings.length)}. The rest has defects in what the
programs do not do: wrong arguments, other loops, own tasks, transports, the host.

${printSurvey(findings)}
`
}
