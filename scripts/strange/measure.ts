import { rmSync } from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'
import { isRight } from '../../conformance/self-test/strange/is-right.ts'
import {
  neverHappens,
  titleOf,
  type StrangeFault,
} from '../../conformance/self-test/strange/strange-fault.ts'
import type { Witness } from '../../conformance/self-test/strange/witness.ts'
import type { Assignment, Outcome, Told, Verdict } from './protocol.ts'

/** A thread that sends nothing for this many milliseconds is taken to spin. A busy machine takes long to load it. */
const silenceMs = 20_000
const loadingMs = 120_000

export interface MeasureOptions extends Pick<Assignment, 'seed' | 'programs' | 'explore' | 'quick'> {
  /** How many threads work at the same time. */
  readonly jobs: number
  readonly onOutcome: (outcome: Outcome, done: number) => void
}

/** Witnesses and judges these faults, and judges the loop without a fault. */
export async function measure(
  faults: readonly StrangeFault[],
  { jobs, onOutcome, ...rest }: MeasureOptions,
): Promise<Outcome[]> {
  const bundle = path.resolve(`dist/.scripts/strange-worker-${String(process.pid)}.mjs`)
  await bundleWorker(bundle)
  const left = [...faults.entries()]
  const outcomes: Outcome[] = []
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [at, fault] = next
      const outcome = await outcomeOf(fault, { title: titleOf(fault), ...rest, witness: true }, bundle)
      outcomes[at] = outcome
      onOutcome(outcome, outcomes.filter(Boolean).length)
    }
  }
  await Promise.all(Array.from({ length: jobs }, work))
  rmSync(bundle, { force: true })
  return outcomes
}

function bundleWorker(outfile: string): Promise<unknown> {
  return build({
    entryPoints: [path.resolve('scripts/strange/worker.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
}

async function outcomeOf(fault: StrangeFault, assignment: Assignment, bundle: string): Promise<Outcome> {
  const { method, trigger, effect } = fault
  let course = await run(assignment, bundle)
  let { witness } = course
  if (witness === null) {
    witness = { isBreach: true, why: `${course.last}: ${course.died}` }
    course = await run({ ...assignment, witness: false }, bundle)
  }
  const isTried = witness.isBreach || fault === neverHappens
  return {
    title: titleOf(fault),
    area: method.areas[0] ?? '',
    trigger: trigger.family,
    effect: effect.family,
    witness,
    byDefault: isTried ? (course.verdict ?? died(fault, course.last)) : null,
    explored: isTried ? exploredIn(course, fault, assignment.explore) : null,
  }
}

/** A thread that spun or died while it explored has found the fault, too. */
function exploredIn(
  { verdict, explored, last }: Course,
  fault: StrangeFault,
  explore: number,
): Verdict | null {
  const isExplored = explore > 0 && verdict !== null && verdict.causes.length === 0
  return isExplored ? (explored ?? died(fault, last)) : null
}

/** The check under way when the thread spun or died is caught: the command ends its process and blames the check. */
function died({ method }: StrangeFault, clause: string): Verdict {
  return { causes: [clause], isRight: isRight(method, [clause]) }
}

interface Course {
  readonly witness: Witness | null
  readonly verdict: Verdict | null
  readonly explored: Verdict | null
  /** The step or the clause under way when the thread ended. */
  readonly last: string
  readonly died: string
}

const loading = 'loading'

function run(assignment: Assignment, bundle: string): Promise<Course> {
  return new Promise((resolve, reject) => {
    let witness: Witness | null = null
    let verdict: Verdict | null = null
    let explored: Verdict | null = null
    let last = loading
    let died = 'the thread died'
    const worker = new Worker(bundle, {
      workerData: assignment,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    })
    const tooSilent = (): void => {
      died = 'it never lets go of the thread'
      void worker.terminate()
    }
    let clock = setTimeout(tooSilent, loadingMs)
    worker.on('message', (told: Told) => {
      clearTimeout(clock)
      clock = setTimeout(tooSilent, silenceMs)
      if (told.what === 'step') last = told.step
      if (told.what === 'check') last = told.clause
      if (told.what === 'witness') ({ witness } = told)
      if (told.what === 'verdict') ({ verdict } = told)
      if (told.what === 'explored') explored = told.verdict
      const isJudged =
        explored !== null || (verdict !== null && (assignment.explore === 0 || verdict.causes.length > 0))
      const isDone = isJudged || (witness?.isBreach === false && assignment.title !== titleOf(neverHappens))
      if (isDone) void worker.terminate()
    })
    worker.on('error', (error) => {
      died = String(error)
    })
    worker.on('exit', () => {
      clearTimeout(clock)
      if (last === loading && witness === null) reject(new Error(`The thread did not begin: ${died}.`))
      else resolve({ witness, verdict, explored, last, died })
    })
  })
}
