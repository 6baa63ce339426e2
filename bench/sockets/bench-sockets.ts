import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { here } from '../../conformance/harness/index.ts'
import { findPython } from '../python-process.ts'
import { median, printTable, verdict } from '../table.ts'
import { startInNode, startInPython, type SocketProcess } from './processes.ts'
import { plan, type SocketRow } from './workload.ts'

/** The least speed of the reference, as a multiple of the speed of the other contender. */
const budgets = { raw: 0.9, asyncio: 0.9 }

/** Rounds that are not measured. V8 compiles what runs often, and for TLS that takes it some hundred MiB. */
const warmUps = 5

type Contenders = Map<string, SocketProcess>

/** How many per second: of time, and of the processor time of the contender. The other end is not in the second one. */
interface Rate {
  readonly perSecond: number
  readonly perProcessorSecond: number
}

/**
 * The reference on Node beside raw Node, asyncio and uvloop, as a server and as a client. The other end is always the same process, with raw
 * Node. They take turns. `size` makes each row longer.
 */
export async function benchSockets({ rounds, size }: { rounds: number; size: number }): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'loop-conformance-bench-'))
  const certificate = path.join(folder, 'certificate.pem')
  writeFileSync(certificate, here.cert + here.key)
  const otherEnd = await startInNode('raw', certificate)
  const contenders: Contenders = new Map()
  for (const name of ['raw', 'reference'] as const) contenders.set(name, await startInNode(name, certificate))
  const python = await findPython()
  for (const name of ['asyncio', 'uvloop'] as const)
    if (python === null || (name === 'uvloop' && !python.hasUvloop))
      console.log(`Left out: ${name}. No Python interpreter on this machine has it.`)
    else contenders.set(name, await startInPython(name, python.interpreter.command, certificate))
  rmSync(folder, { recursive: true })

  const lines: string[][] = []
  for (const row of plan)
    for (const side of ['server', 'client'] as const) {
      const rates = await measureRow({ ...row, count: row.count * size }, side, contenders, otherEnd, rounds)
      const cells = [...rates.values()].map((all) => median(all.map(({ perSecond }) => perSecond)).toFixed(0))
      lines.push([`${row.title}, ${side}`, ...cells, ...compare(rates)])
    }
  for (const { end } of [otherEnd, ...contenders.values()]) end()
  console.log(
    `\nSockets, per second, median of ${String(rounds)} rounds. The budgets are for the reference on Node. The last column compares the processor time of the contenders alone.\n`,
  )
  printTable(['', ...contenders.keys(), 'at least', 'processor time'], lines)
}

async function measureRow(
  row: SocketRow,
  side: 'server' | 'client',
  contenders: Contenders,
  otherEnd: SocketProcess,
  rounds: number,
): Promise<Map<string, Rate[]>> {
  const rates = new Map<string, Rate[]>([...contenders.keys()].map((name) => [name, []]))
  // A short run only shows that the benchmark works.
  for (let round = -Math.min(warmUps, rounds); round < rounds; round++)
    for (const [name, contender] of contenders) {
      const [client, server] = side === 'server' ? [otherEnd, contender] : [contender, otherEnd]
      const tls = row.service.startsWith('tls')
      const before = await contender.usage()
      const ms = await client.measure({ ...row, port: server.ports[row.service], tls })
      const used = (await contender.usage()) - before
      const rate = { perSecond: (row.count / ms) * 1000, perProcessorSecond: (row.count / used) * 1000 }
      if (round >= 0) rates.get(name)?.push(rate)
    }
  return rates
}

/** The reference beside the contenders that have a budget: in time, and in processor time. */
function compare(rates: ReadonlyMap<string, readonly Rate[]>): [budgets: string, processorTime: string] {
  const others = Object.entries(budgets).filter(([other]) => rates.has(other))
  const ratio = (other: string, kind: keyof Rate): number =>
    median(
      (rates.get('reference') ?? []).map(
        (rate, round) => rate[kind] / (rates.get(other)?.[round]?.[kind] ?? NaN),
      ),
    )
  return [
    others.map(([other, budget]) => verdict(other, ratio(other, 'perSecond'), budget)).join(', '),
    others.map(([other]) => `${ratio(other, 'perProcessorSecond').toFixed(2)} x ${other}`).join(', '),
  ]
}
