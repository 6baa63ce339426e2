/**
 * Judges both loops of the reference repeatedly beside busy processes, and writes the figures to `evidence/soak.md`, which
 * the site shows: `npm run soak [runs] [busy processes]`. A false failure under load would show here.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import process from 'node:process'
import type { Report } from '../spec/index.ts'
import { writeArtefact } from './evidence/artefacts.ts'

const runs = Number(process.argv[2] ?? 200)
const busyProcesses = Number(process.argv[3] ?? 8)
const candidates = [
  './conformance/self-test/candidates/node-event-loop.mjs',
  './conformance/self-test/candidates/virtual-event-loop.mjs',
]

const busy = Array.from({ length: busyProcesses }, () =>
  spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
)
process.on('exit', () => {
  for (const child of busy) child.kill('SIGKILL')
})

const failures: string[] = []
const durations: number[] = []
let checks = 0
for (let run = 1; run <= runs; run++) {
  const report = await judge(candidates[run % candidates.length] ?? '', run)
  durations.push(report.durationMs)
  // What is skipped, for the loop does not have it or its profile is not claimed, is not judged.
  const judged = report.results.filter(({ status }) => status !== 'skip')
  checks += judged.length
  for (const row of judged)
    if (!['pass', 'untestable'].includes(row.status))
      failures.push(
        `run ${String(run)}, ${report.candidate.name}: ${row.clause} (${row.situation}): ${row.status}: ${row.message ?? ''}`,
      )
  if (run % 20 === 0) console.log(`${String(run)} runs, ${String(failures.length)} failures`)
}

durations.sort((a, b) => a - b)
const at = (share: number): string =>
  `${String(Math.round(durations[Math.floor(share * (durations.length - 1))] ?? 0))} ms`
const text = `# The reference under load

${String(runs)} runs of the whole suite, alternately on \`NodeEventLoop\` and \`VirtualEventLoop\`, each with a seed of its own, beside
${String(busyProcesses)} busy processes on ${String(availableParallelism())} cores. Made by \`npm run soak\` with Node ${process.version} on ${new Date().toISOString().slice(0, 10)}.

| | |
| --- | --- |
| rows judged | ${String(checks)} |
| rows that did not pass | ${String(failures.length)} |
| duration of a run: median, 99 in 100, longest | ${at(0.5)}, ${at(0.99)}, ${at(1)} |
${failures.length === 0 ? '' : `\n${failures.map((failure) => `- ${failure}`).join('\n')}\n`}`
console.log(text)
console.log(writeArtefact('soak.md', text))
process.exit(failures.length === 0 ? 0 : 1)

function judge(candidate: string, seed: number): Promise<Report> {
  return new Promise((resolve, reject) => {
    const args = ['bin/loop-conformance.js', candidate, '--reporter', 'json', '--seed', String(seed)]
    const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let json = ''
    child.stdout?.on('data', (chunk: Buffer) => (json += chunk.toString()))
    child.on('close', () => {
      try {
        resolve(JSON.parse(json) as Report)
      } catch {
        reject(new Error(`run ${String(seed)} printed no report: ${json.slice(0, 200)}`))
      }
    })
  })
}
