/**
 * Much of everything between two loops of the reference on Node, in two processes: `npm run large -- [--gib n] [--connections n] [--minutes n]`. It
 * sends 1 GiB to a server that returns it, with flow control, and measures the memory of both ends; and opens and closes 10,000 connections. With
 * `--minutes` it does so again and again, until the time is over, and memory counts from the second round on: the first one fills what stays. What came
 * of it is in `evidence/large-amounts.md`, which the site shows. It fails if a byte or a connection is lost, or memory grows.
 */
import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { NodeEventLoop } from '../reference/node.ts'
import type { Coroutine } from '../spec/index.ts'
import { writeArtefact } from './evidence/artefacts.ts'
import { connectMany, echo, type Counts } from './large-amounts/clients.ts'
import type { Ask, State } from './large-amounts/echo-server.ts'
import { compareMemory, measureMemory, type Memory, type MemoryChange } from './large-amounts/memory.ts'
import { Problem } from './problem.ts'

const mebibyte = 1024 * 1024
/** By how much the memory of an end may change, in bytes. */
const mostChange = 32 * mebibyte
/** Descriptors that a process has for other things. */
const otherDescriptors = 200

const { values } = parseArgs({
  options: {
    gib: { type: 'string', default: '1' },
    connections: { type: 'string', default: '10000' },
    minutes: { type: 'string', default: '0' },
  },
})
const [gib, total, minutes] = [Number(values.gib), Number(values.connections), Number(values.minutes)]
if (!(gib > 0) || !Number.isInteger(total) || !(minutes >= 0))
  throw new Problem('--gib, --connections and --minutes take numbers.')

const child = fork(path.resolve('scripts/run-ts.mjs'), ['scripts/large-amounts/echo-server.ts'], {
  execArgv: ['--expose-gc'],
})
process.on('exit', () => child.kill())

/** One question at a time. */
let asked: Promise<unknown> = Promise.resolve()
function ask<T>(question: Ask): Promise<T> {
  const reply = asked.then(async () => {
    child.send(question)
    const [reply] = (await once(child, 'message')) as [unknown]
    return reply
  })
  asked = reply
  return reply as Promise<T>
}

const loop = new NodeEventLoop()
const { port } = await ask<{ port: number }>('address')

const client: Memory[] = []
const server: Promise<Memory>[] = []
const descriptors = Number(execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' })) || Infinity
const atOnce = Math.min(total, Math.floor((descriptors - otherDescriptors) / 100) * 100)
const before = await ask<State>('state')
const counts: Counts = { opened: 0, returned: 0, closed: 0 }
const begun = performance.now()
const secondsOf = { echo: 0, connections: 0 }
let rounds = 0
do {
  // The first round fills what stays.
  if (rounds === 1) client.length = server.length = 0
  rounds++
  secondsOf.echo += await timed(
    echo(loop, port, gib * 1024 * mebibyte, () => {
      client.push(measureMemory())
      server.push(ask<Memory>('memory'))
    }),
  )
  secondsOf.connections += await timed(connectMany(loop, port, total, atOnce, counts))
} while (performance.now() - begun < minutes * 60_000)
const ends = { client: compareMemory(client), server: compareMemory(await Promise.all(server)) }
const after = await settledState()
// Each echo has a connection of its own.
const accepted = { opened: after.made - before.made - rounds, closed: after.lost - before.lost - rounds }
const inAll = rounds * total

const row = ([name, { used, resident, mostResident }]: [string, MemoryChange]): string =>
  `| ${name} | ${inMebibytes(used)} | ${inMebibytes(resident)} | ${inMebibytes(mostResident)} |`
const inMebibytes = (bytes: number): string => (bytes / mebibyte).toFixed(1)
const kept =
  Object.values(ends).every((end) => Math.max(end.used, end.resident) <= mostChange) &&
  [...Object.values({ ...counts }), ...Object.values(accepted)].every((count) => count === inAll)
const inRounds =
  rounds === 1
    ? ''
    : `${String(rounds)} rounds in ${((performance.now() - begun) / 60_000).toFixed(1)} minutes, one after the other, did both. Memory counts from the second round on.\n\n`
const text = `# Large amounts

Two loops of the reference on Node, in two processes, over the loopback device. Made by \`npm run large\` with Node ${process.version} on ${new Date().toISOString().slice(0, 10)}.

${inRounds}${String(rounds * gib)} GiB went to a server and back in ${secondsOf.echo.toFixed(1)} s, and every byte was compared. Memory was measured after each 32 MiB, in MiB. Neither
may change by more than 32.

| end | change of the memory in use | change of the resident memory | most resident memory |
| --- | ---: | ---: | ---: |
${Object.entries(ends).map(row).join('\n')}

${inAll.toLocaleString('en')} connections were opened and closed in ${secondsOf.connections.toFixed(1)} s, ${atOnce.toLocaleString('en')} of them open at the same time (a process here may have ${descriptors.toLocaleString('en')} descriptors).

| | opened | returned their number | closed |
| --- | ---: | ---: | ---: |
| client | ${String(counts.opened)} | ${String(counts.returned)} | ${String(counts.closed)} |
| server | ${String(accepted.opened)} | | ${String(accepted.closed)} |
`
console.log(text)
console.log(writeArtefact('large-amounts.md', text))
console.log(kept ? 'Nothing is lost, and memory is flat.' : 'FAILED: something is lost, or memory has grown.')
process.exit(kept ? 0 : 1)

/** Runs the coroutine. Returns how long it took, in seconds. */
async function timed(coroutine: Coroutine<void>): Promise<number> {
  const before = performance.now()
  await loop.runUntilComplete(coroutine)
  return (performance.now() - before) / 1000
}

/** The server sees the last ends a little later than the client. If it never does, the counts say so. */
async function settledState(): Promise<State> {
  for (let look = 0; ; look++) {
    const state = await ask<State>('state')
    if (state.made === state.lost || look === 100) return state
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
