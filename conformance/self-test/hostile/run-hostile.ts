import { fileURLToPath } from 'node:url'
import { Schedule, type CheckOutcome, type Check } from '../../../dist/conformance/harness/index.js'
import type { PythonTarget } from '../../../dist/conformance/bridge/index.js'
import { Supervisor, type AdapterFacts } from '../../../dist/conformance/supervisor/index.js'
import { specification } from '../../../dist/spec/index.js'

const { suite } = (await import(new URL('./checks.mjs', import.meta.url).href)) as { suite: Check[] }

const here = (file: string): string => new URL(file, import.meta.url).href

/** The path of a hostile candidate. */
export function hostilePath(name: string): string {
  return fileURLToPath(here(`./${name}.mjs`))
}

export function startSupervisor(options: { timeoutMs?: number; jobs?: number } = {}): Supervisor {
  const { timeoutMs = 60_000, jobs = 1 } = options
  return new Supervisor({ jobs, timeoutMs, loadTimeoutMs: 60_000, suiteUrl: here('./checks.mjs') })
}

/** `name` is that of a module, or `python:` or `pyodide:` and that of a loop in `hostile_loops.py`. */
export async function loadHostile(supervisor: Supervisor, name: string): Promise<AdapterFacts> {
  const [, way, loop] = /^(python|pyodide):(.*)$/.exec(name) ?? []
  const from = loop === undefined ? here(`./${name}.mjs`) : hostileLoopInPython(way, loop)
  return supervisor.load({ entry: name, from, hash: '' })
}

function hostileLoopInPython(way: string | undefined, callable: string): PythonTarget {
  const module = fileURLToPath(here('./hostile_loops.py'))
  if (way === 'python') return { way, module, callable, interpreter: 'python3' }
  return { way: 'pyodide', module, callable, interpreter: 'pyodide-314' }
}

export function newSchedule(onSettled: () => void = () => undefined): Schedule {
  const clauses = new Map(specification.clauses.map((clause) => [clause.id, clause]))
  return new Schedule({ tests: suite, clauses, onSettled })
}

export interface HostileRun {
  /** What became of the checks, by situation. */
  readonly outcomes: ReadonlyMap<string, CheckOutcome>
  readonly findings: readonly string[]
}

export function outcomesOf(schedule: Schedule): Map<string, CheckOutcome> {
  const settled = [...schedule.settled.values()]
  return new Map(settled.flatMap((one) => ('outcome' in one ? [[one.test.situation, one.outcome]] : [])))
}

/** Runs the six checks against a hostile candidate, from load to close. */
export async function runHostile(
  name: string,
  options: { timeoutMs?: number; jobs?: number } = {},
): Promise<HostileRun> {
  const supervisor = startSupervisor(options)
  try {
    await loadHostile(supervisor, name)
    const schedule = newSchedule()
    const findings = await supervisor.run(schedule)
    return { outcomes: outcomesOf(schedule), findings }
  } finally {
    await supervisor.close()
  }
}
