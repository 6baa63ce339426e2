import { fileURLToPath } from 'node:url'
import {
  judge,
  type Check,
  type CheckOutcome,
  type Plan,
  type Runner,
} from '../../../dist/conformance/harness/index.js'
import type { PythonTarget } from '../../../dist/conformance/bridge/index.js'
import { Supervisor } from '../../../dist/conformance/supervisor/index.js'

const { suite } = (await import(new URL('./checks.mjs', import.meta.url).href)) as { suite: Check[] }

const here = (file: string): string => new URL(file, import.meta.url).href

/** The path of a hostile candidate. */
export function hostilePath(name: string): string {
  return fileURLToPath(here(`./${name}.mjs`))
}

export interface HostileOptions {
  readonly timeoutMs?: number
  readonly jobs?: number
  readonly loadTimeoutMs?: number
}

/** `name` is that of a module, or `python:` or `pyodide:` and that of a loop in `hostile_loops.py`. */
export function runnersFor(name: string, options: HostileOptions = {}): readonly Runner[] {
  const { jobs = 1, loadTimeoutMs = 60_000 } = options
  const [, way, loop] = /^(python|pyodide):(.*)$/.exec(name) ?? []
  const from = loop === undefined ? here(`./${name}.mjs`) : hostileLoopInPython(way, loop)
  const supervisor = new Supervisor({ jobs, loadTimeoutMs, suiteUrl: here('./checks.mjs') })
  return supervisor.runnersFor({ entry: name, from, hash: '' })
}

function hostileLoopInPython(way: string | undefined, callable: string): PythonTarget {
  const module = fileURLToPath(here('./hostile_loops.py'))
  if (way === 'python') return { way, module, callable, interpreter: 'python3' }
  return { way: 'pyodide', module, callable, interpreter: 'pyodide-314' }
}

export interface HostileRun {
  /** The outcomes of the checks, by situation, in the order in which they settled. */
  readonly outcomes: ReadonlyMap<string, CheckOutcome>
  readonly findings: readonly string[]
}

/** Runs the six checks against a hostile candidate, from load to close. */
export async function runHostile(
  name: string,
  options: HostileOptions & Pick<Plan, 'onBegin' | 'onSettled' | 'signal'> = {},
): Promise<HostileRun> {
  const { timeoutMs = 60_000, jobs: _jobs, loadTimeoutMs: _loadTimeoutMs, onSettled, ...rest } = options
  const outcomes = new Map<string, CheckOutcome>()
  const { findings } = await judge(runnersFor(name, options), {
    suite,
    seed: null,
    timeoutMs,
    onSettled: (settled) => {
      if ('outcome' in settled) outcomes.set(settled.check.situation, settled.outcome)
      onSettled?.(settled)
    },
    ...rest,
  })
  return { outcomes, findings }
}
