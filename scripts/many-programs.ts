/**
 * Runs a great number of generated programs on loops that keep the contract, and writes what came of it to `evidence/many-programs.md`, which the
 * site shows: `npm run programs -- [--programs n] [--jobs n] [--loop name]…`. A difference is a mistake of the kit: the program, or what it
 * expects, is not of the contract.
 *
 * The loops are the legal loops of the self-test, asyncio on every interpreter that is found and in every variant of the self-test,
 * and uvloop. They are judged as a candidate is: in JavaScript beside the reference, in Python beside asyncio's own loop. `--loop` takes a
 * part of a name.
 */
import { execFile } from 'node:child_process'
import process from 'node:process'
import { parseArgs, promisify } from 'node:util'
import { connectPython, interpretersWith } from '../conformance/bridge/index.ts'
import { resolveCandidate, type Candidate, type FoundProgram } from '../conformance/harness/index.ts'
import { generatedPrograms } from '../conformance/programs/index.ts'
import { legalLoops } from '../conformance/self-test/legal/index.ts'
import { writeArtefact } from './evidence/artefacts.ts'
import { Problem } from './problem.ts'

interface Row {
  readonly name: string
  readonly programs: number
  readonly seconds: number
  readonly found: FoundProgram | null
}

/** How many programs one seed gives: they are made, and sent to the interpreter, at once. */
const programsOfSeed = 2000
/** Files of the self-test. A loop with eager tasks is not among them: by design it does something else than the loop beside it. */
const variants = ['epoll', 'poll', 'pure', 'select'].map((name) => `${name}_loop.py`)

const { values } = parseArgs({
  options: {
    programs: { type: 'string', default: '100000' },
    jobs: { type: 'string', default: '2' },
    loop: { type: 'string', multiple: true, default: [] },
    // What the child processes of this script are asked for.
    row: { type: 'string' },
  },
})
const [programs, jobs] = [Number(values.programs), Number(values.jobs)]
if (!Number.isInteger(programs) || !Number.isInteger(jobs) || Math.min(programs, jobs) < 1)
  throw new Problem('--programs and --jobs take whole numbers from 1 on.')

const loops = await everyLoop()
if (values.row !== undefined) {
  console.log(JSON.stringify(await compareMany(values.row)))
  process.exit(0)
}
const names = [...loops.keys()].filter(
  (name) => values.loop.length === 0 || values.loop.some((wanted) => name.includes(wanted)),
)
if (names.length === 0) throw new Problem(`No loop is named so. There are: ${[...loops.keys()].join(', ')}.`)
const rows = await inChildren(names)
console.log(page(rows))
console.log(writeArtefact('many-programs.md', page(rows)))
process.exit(rows.some(({ found }) => found !== null) ? 1 : 0)

/** How each loop is made, by its name. */
async function everyLoop(): Promise<ReadonlyMap<string, () => Promise<Candidate>>> {
  const all = new Map<string, () => Promise<Candidate>>(
    legalLoops.map((adapter) => [`legal: ${adapter.name}`, () => Promise.resolve(resolveCandidate(adapter))]),
  )
  const add = (name: string, module: string, callable: string, interpreter: string): void => {
    const target = { way: 'python', module, callable, interpreter } as const
    all.set(name, async () => resolveCandidate(await connectPython(target)))
  }
  const interpreters = await interpretersWith('asyncio')
  for (const { version, command } of interpreters) add(`asyncio ${version}`, 'asyncio', '', command)
  const newest = interpreters.at(-1)
  if (newest !== undefined)
    for (const file of variants)
      add(`${file} ${newest.version}`, `./conformance/self-test/python/${file}`, '', newest.command)
  for (const { version, command } of await interpretersWith('uvloop'))
    add(`uvloop on ${version}`, 'uvloop', 'new_event_loop', command)
  return all
}

/** A few at a time, each in a process of its own. Each free worker takes the next name. */
async function inChildren(all: readonly string[]): Promise<Row[]> {
  const done = new Map<string, Row>()
  const left = [...all]
  const work = async (): Promise<void> => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      const row = await inChild(name)
      console.error(`${name}: ${row.found === null ? 'no difference' : row.found.program.text}`)
      done.set(name, row)
      // A run that is ended early keeps what it has.
      writeArtefact('many-programs.md', page(inOrder()))
    }
  }
  const inOrder = (): Row[] => all.flatMap((name) => done.get(name) ?? [])
  await Promise.all(Array.from({ length: jobs }, work))
  return inOrder()
}

async function inChild(name: string): Promise<Row> {
  const args = [
    'scripts/run-ts.mjs',
    'scripts/many-programs.ts',
    '--row',
    name,
    '--programs',
    values.programs,
  ]
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 30 })
  return JSON.parse(stdout) as Row
}

async function compareMany(name: string): Promise<Row> {
  const make = loops.get(name)
  if (make === undefined) throw new Problem(`No loop is named ${name}.`)
  const candidate = await make()
  const now = (): number => performance.now()
  const started = now()
  let found: FoundProgram | null = null
  let run = 0
  for (let seed = 1; found === null && run < programs; seed++) {
    const count = Math.min(programsOfSeed, programs - run)
    found = await generatedPrograms.find({ candidate, now, seed, programs: count })
    run += count
  }
  return { name, programs: run, seconds: (now() - started) / 1000, found }
}

function page(all: readonly Row[]): string {
  const lines = all.map(({ name, programs: run, seconds, found }) => {
    const difference = found === null ? 'none' : `${found.actual}, and not ${found.expected}`
    return `| ${name} | ${String(run)} | ${seconds.toFixed(0)} | ${difference} |`
  })
  return `# Loops that conform, with many programs

Each loop ran the programs as a candidate does: a loop in JavaScript beside the reference, a loop in Python beside asyncio's own loop in the same
interpreter. None of these loops has a defect that the suite does not know, so a difference is a mistake of the kit. Made by \`npm run programs\`
with Node ${process.version} on ${new Date().toISOString().slice(0, 10)}, ${String(jobs)} loops at a time.

| loop | programs | seconds | difference |
| --- | ---: | ---: | --- |
${lines.join('\n')}
`
}
