/**
 * Judges loops that keep the contract again and again beside busy processes, each time with another seed, and writes what came of it to
 * `evidence/soak.md`, which the site shows: `npm run soak -- [--runs n] [--busy n] [--loop name]…`. A false verdict under load shows here.
 *
 * The loops are both loops of the reference, `examples/minimal`, and asyncio on every interpreter that is found. They take turns, so a
 * run that is ended early has tried each of them. asyncio gets three runs where the others get ten.
 *
 * `--profile names` judges only these profiles of the loops, as far as they claim them, and `--minutes n` begins no run after that time:
 * `npm run soak -- --minutes 30 --profile server,tls,datagram,unix,streams,net,net-real`.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { interpretersWith } from '../conformance/bridge/index.ts'
import type { Report } from '../spec/index.ts'
import { writeArtefact } from './evidence/artefacts.ts'
import { Problem } from './problem.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    busy: { type: 'string', default: '8' },
    loop: { type: 'string', multiple: true, default: [] },
    profile: { type: 'string', default: '' },
    minutes: { type: 'string', default: 'Infinity' },
  },
})
const [runs, busyProcesses] = [Number(values.runs), Number(values.busy)]
const minutes = Number(values.minutes)
const wanted = values.profile === '' ? [] : values.profile.split(',')
if (!Number.isInteger(runs) || !Number.isInteger(busyProcesses) || !(minutes > 0))
  throw new Problem('--runs and --busy take whole numbers, and --minutes takes a number.')

interface Loop {
  readonly name: string
  readonly args: readonly string[]
  /** The profiles of connections that it has. */
  readonly claims: readonly string[]
  /** How many runs this loop gets. */
  readonly share: number
  readonly durations: number[]
  /** What was wrong, one line a row. */
  readonly wrong: string[]
  /** How many runs did not conform. */
  falseVerdicts: number
  rows: number
  late: number
}

const newLoop = (name: string, args: readonly string[], claims: readonly string[], share = 1): Loop => ({
  name,
  args,
  claims,
  share: Math.ceil(share * runs),
  durations: [],
  wrong: [],
  falseVerdicts: 0,
  rows: 0,
  late: 0,
})

const candidates = './conformance/self-test/candidates'
const inMemory = ['net', 'server', 'datagram', 'unix', 'streams']
const everywhere = [...inMemory, 'net-real', 'tls']
const everyLoop = [
  newLoop('VirtualEventLoop', [`${candidates}/virtual-event-loop.mjs`, '--claim', inMemory.join()], inMemory),
  newLoop('NodeEventLoop', [`${candidates}/node-event-loop.mjs`, '--claim', everywhere.join()], everywhere),
  newLoop('examples/minimal', ['./examples/minimal'], []),
  ...(await interpretersWith('asyncio')).map(({ version, command }) =>
    newLoop(`asyncio ${version}`, ['python:asyncio', '--python', command], everywhere, 0.3),
  ),
]
const loops = everyLoop
  .filter(({ name }) => values.loop.length === 0 || values.loop.some((part) => name.includes(part)))
  .flatMap((loop) => (wanted.length === 0 ? [loop] : only(loop, wanted)))
if (loops.length === 0)
  throw new Problem(`No loop is named so. There are: ${everyLoop.map(({ name }) => name).join(', ')}.`)

/** The loop as a candidate for these profiles, as far as it claims them. None if it claims none. */
function only({ name, args, claims, share }: Loop, profiles: readonly string[]): Loop[] {
  const both = profiles.filter((profile) => claims.includes(profile)).join()
  return both === '' ? [] : [newLoop(`${name}, ${both}`, [...args, '--profile', both], claims, share / runs)]
}

const busy = Array.from({ length: busyProcesses }, () =>
  spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
)
process.on('exit', () => {
  for (const child of busy) child.kill('SIGKILL')
})
process.on('SIGINT', () => finish())
process.on('SIGTERM', () => finish())

const end = performance.now() + minutes * 60_000
for (let turn = 1; turn <= runs; turn++)
  for (const loop of loops) {
    if (performance.now() > end) break
    // A loop with a share of 0.3 has its turn in three rounds of ten.
    const due = Math.ceil((turn * loop.share) / runs)
    if (loop.durations.length >= due) continue
    take(loop, await judge(loop, turn), turn)
  }
finish()

function take(loop: Loop, report: Report, seed: number): void {
  // What is skipped, because the loop does not have it or does not claim its profile, is not judged.
  const judged = report.results.filter(({ status }) => status !== 'skip')
  loop.durations.push(report.durationMs)
  loop.rows += judged.length
  if (report.verdict !== 'conformant') loop.falseVerdicts++
  if (report.findings.some((finding) => finding.includes('the machine is busy'))) loop.late++
  for (const row of judged)
    if (row.level === 'MUST' && !['pass', 'untestable'].includes(row.status))
      loop.wrong.push(
        `${loop.name}, seed ${String(seed)}: ${row.clause} (${row.situation}): ${row.status}: ${row.message ?? ''}`,
      )
  console.log(`${loop.name}, run ${String(loop.durations.length)}: ${report.verdict}`)
}

function finish(): never {
  const tried = loops.filter(({ durations }) => durations.length > 0)
  const wrong = tried.flatMap((loop) => loop.wrong)
  const rows = tried.map(
    ({ name, durations, falseVerdicts, rows: judged, late }) =>
      `| ${name} | ${String(durations.length)} | ${String(falseVerdicts)} | ${String(judged)} | ${String(late)} | ${median(durations)} s |`,
  )
  const text = `# Loops that conform, under load

${wanted.length === 0 ? 'The whole suite' : `The checks of ${wanted.join(', ')}`}, each time with another seed, beside ${String(busyProcesses)} busy processes on ${String(availableParallelism())} cores. None of these loops has a defect that the
suite does not know, so every false verdict is a mistake of the suite. Made by \`npm run soak\` with Node ${process.version} on ${new Date().toISOString().slice(0, 10)}.

| loop | runs | false verdicts | rows judged | runs with late checks | median |
| --- | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}
${wrong.length === 0 ? '' : `\n${wrong.map((one) => `- ${one}`).join('\n')}\n`}`
  console.log(text)
  console.log(writeArtefact('soak.md', text))
  process.exit(wrong.length === 0 ? 0 : 1)
}

function median(durations: readonly number[]): string {
  const sorted = [...durations].sort((a, b) => a - b)
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) / 1000).toFixed(1)
}

function judge({ args }: Loop, seed: number): Promise<Report> {
  return new Promise((resolve, reject) => {
    const command = ['bin/loop-conformance.js', ...args, '--reporter', 'json', '--seed', String(seed)]
    const child: ChildProcess = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] })
    let json = ''
    child.stdout?.on('data', (chunk: Buffer) => (json += chunk.toString()))
    child.on('close', () => {
      try {
        resolve(JSON.parse(json) as Report)
      } catch {
        reject(new Error(`The run with the seed ${String(seed)} printed no report: ${json.slice(0, 200)}`))
      }
    })
  })
}
