/**
 * `npm run bench`: the contenders side by side. Each has a process of its own, and they take turns in every row, so a noisy machine
 * disturbs all of them. It prints medians, ratios and budgets. It asserts nothing.
 * `--quick` makes it short, and `--sockets` measures the sockets only.
 */
import { existsSync } from 'node:fs'
import { command, measureCommand, measureReference, measureSpinningCandidate } from './command-line.ts'
import { startContender, type ContenderProcess } from './contender-process.ts'
import { measureBridge } from './bridge.ts'
import { findPython, startPythonContender } from './python-process.ts'
import { measureRegistry } from './registry.ts'
import { benchSockets } from './sockets/bench-sockets.ts'
import { median, printTable, verdict } from './table.ts'
import { measureWaitingTasks } from './waiting-tasks.ts'
import { contenders, plan, type Contender } from './workload.ts'

const quick = process.argv.includes('--quick')
const rounds = quick ? 1 : 15
const warmUps = quick ? 1 : 5
const sockets = quick ? { rounds: 1, size: 1 } : { rounds: 7, size: 4 }

/** The contenders whose rows are shortened. */
const slow: ReadonlySet<Contender> = new Set(['effect', 'cpython', 'uvloop'])

type Rates = Record<Contender, number[]>

async function runRow(processes: readonly ContenderProcess[], row: (typeof plan)[number]): Promise<Rates> {
  const rates: Rates = { native: [], effect: [], virtual: [], node: [], cpython: [], uvloop: [] }
  for (let round = -warmUps; round < rounds; round++)
    for (const contender of processes) {
      // A tenth is enough for a contender that is about ten times slower.
      const isShort = slow.has(contender.name) && row.neverShortened !== true
      const count = isShort ? row.count / 10 : row.count
      const ms = await contender.measure(row.row, count)
      if (ms !== null && round >= 0) rates[contender.name].push(count / ms / 1000)
    }
  return rates
}

/** The median of the ratios of each round. */
function ratio(rates: Rates, contender: Contender, other: Contender): number {
  return median(rates[contender].map((rate, round) => rate / (rates[other][round] ?? NaN)))
}

async function benchContenders(): Promise<void> {
  const python = await findPython()
  const processes = contenders.flatMap((name) => {
    if (name !== 'cpython' && name !== 'uvloop') return [startContender(name)]
    if (python === null || (name === 'uvloop' && !python.hasUvloop)) {
      console.log(`Left out: ${name}. No Python interpreter on this machine has it.`)
      return []
    }
    return [startPythonContender(name, python.interpreter)]
  })
  const lines: string[][] = []
  for (const row of plan) {
    const rates = await runRow(processes, row)
    const cells = contenders.map((name) => (rates[name].length > 0 ? median(rates[name]).toFixed(2) : '-'))
    const budgets = (Object.entries(row.budgets) as [Contender, number][]).filter(
      ([other]) => rates[other].length > 0,
    )
    const ratios = budgets.map(([other, budget]) => verdict(other, ratio(rates, 'virtual', other), budget))
    lines.push([row.title, ...cells, ratio(rates, 'virtual', 'native').toFixed(2), ratios.join(', ')])
  }
  for (const contender of processes) contender.end()
  const beside = python === null ? '' : ` CPython is ${python.interpreter.version}.`
  console.log(
    `Millions per second, median of ${rounds} rounds. The budgets are for the virtual loop.${beside}\n`,
  )
  printTable(['', ...contenders, 'virtual / native', 'at least'], lines)
}

function benchRegistry(): void {
  const lines = [1_000, quick ? 100_000 : 1_000_000].map((tasks) => {
    const figures = measureRegistry(tasks)
    return [tasks.toLocaleString('en'), figures.listNs.toFixed(0), figures.enterLeaveNs.toFixed(1)]
  })
  console.log('\nThe registry, by the number of live tasks.\n')
  printTable(['tasks', 'getTasks, ns per task', 'enter and leave, ns'], lines)
}

async function benchWaitingTasks(): Promise<void> {
  const lines: string[][] = []
  for (const tasks of [100_000, quick ? 300_000 : 1_000_000]) {
    const { bytes, createUs, cancelUs } = await measureWaitingTasks(tasks)
    lines.push([
      tasks.toLocaleString('en'),
      bytes.toFixed(0),
      bytes <= 800 ? 'met' : 'NOT MET',
      createUs.toFixed(2),
      cancelUs.toFixed(2),
      `${(cancelUs / createUs).toFixed(1)} ${cancelUs <= 3 * createUs ? 'met' : 'NOT MET'}`,
    ])
  }
  console.log('\nTasks that wait, in the virtual loop. Processor time, in microseconds for each task.\n')
  printTable(['tasks', 'bytes each', 'at most 800', 'create', 'cancel', 'cancel / create, at most 3'], lines)
}

async function benchBridge(): Promise<void> {
  const python = await findPython()
  const ways = [
    ...(python === null ? [] : [['python', python.interpreter.command] as const]),
    ['pyodide', 'pyodide-314'] as const,
  ]
  const lines: string[][] = []
  for (const [way, interpreter] of ways) {
    const { way: title, roundTrips, callbacks, switches } = await measureBridge(way, interpreter)
    lines.push([title, ...[roundTrips, callbacks, switches].map((rate) => rate.toFixed(1))])
  }
  console.log('\nThe bridge to Python, thousands per second.\n')
  printTable(['', 'round trips', 'callSoon and its call', 'task switches'], lines)
}

async function benchCommand(): Promise<void> {
  const cold = []
  for (let round = 0; round < (quick ? 1 : 5); round++) cold.push(await measureCommand('./examples/minimal'))
  const python = await findPython()
  const inPython = python === null ? NaN : (await measureCommand('python:asyncio')).wholeMs
  const core = (await measureReference()).wholeMs
  const spinning = await measureSpinningCandidate()
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
  const firstLine = median(cold.map((run) => run.firstLineMs))
  const whole = median(cold.map((run) => run.wholeMs))
  console.log('\nThe command, from a cold start.\n')
  printTable(
    ['', 'measured', 'at most'],
    [
      ['first line', seconds(firstLine), `0.2 s ${firstLine <= 200 ? 'met' : 'NOT MET'}`],
      ['whole core suite, the virtual loop', seconds(core), `1 s ${core <= 1000 ? 'met' : 'NOT MET'}`],
      ['whole suite, ./examples/minimal, in real time', seconds(whole), '-'],
      ...(python === null
        ? []
        : [
            [
              'whole core suite, python:asyncio',
              seconds(inPython),
              `3 s ${inPython <= 3000 ? 'met' : 'NOT MET'}`,
            ],
          ]),
      [
        'whole report, a loop that spins',
        seconds(spinning.wholeMs),
        `10 s ${spinning.wholeMs <= 10_000 ? 'met' : 'NOT MET'}`,
      ],
    ],
  )
}

if (process.argv.includes('--sockets')) {
  await benchSockets(sockets)
  process.exit()
}
await benchContenders()
benchRegistry()
await benchWaitingTasks()
await benchBridge()
await benchSockets(sockets)
if (existsSync(command)) await benchCommand()
else console.log(`\nThe command is not measured: ${command} does not exist.`)
// The interpreter of the bridge is a process that does not end by itself.
process.exit()
