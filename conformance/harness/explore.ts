import { isFailure, type CheckOutcome } from './check-outcome.ts'
import { keyOf, type Check } from './check.ts'
import type { Condition } from './condition.ts'
import { underCondition } from './under-condition.ts'
import type { Runner } from './runner.ts'
import { SecondChances } from './second-chances.ts'

/** A check, and the seed that it is tried with. */
interface Turn {
  readonly check: Check
  readonly seed: number
}

export interface ExploreOptions {
  readonly checks: readonly Check[]
  /** The seed of the run. The first turn has a seed that it did not use. */
  readonly seed: number
  readonly forMs: number
  readonly now: () => number
  readonly deadlineOf: (check: Check) => number
  /** The conditions under which a check can be tried. */
  readonly conditionsOf: (check: Check) => readonly Condition[]
  /** Loads the candidate again into a runner that was lost. Rejects if it cannot. */
  readonly reload: (runner: Runner) => Promise<unknown>
  /** True: stop. */
  readonly isStopped: () => boolean
  readonly onProgress: (explored: Explored) => void
}

export interface Explored {
  /** How many times a check has run with another seed. */
  readonly runs: number
  readonly elapsedMs: number
  /** The first failure. Its outcome names the seed. */
  readonly found: { readonly check: Check; readonly outcome: CheckOutcome } | null
}

/** A second run has this many times the deadline. */
const patience = 5

/**
 * Runs the checks with other seeds, which draw other cases and other programs, until one fails or the time is over. The seed of
 * the run decides which seeds come in which order.
 */
export async function explore(runners: readonly Runner[], options: ExploreOptions): Promise<Explored> {
  const { forMs, now, isStopped, onProgress } = options
  const started = now()
  const turns = turnsOf(options)
  let runs = 0
  let found: Explored['found'] = null
  const soFar = (): Explored => ({ runs, elapsedMs: now() - started, found })
  const work = async (runner: Runner): Promise<void> => {
    while (found === null && !isStopped() && now() - started < forMs) {
      const turn = turns.next().value
      const outcome = await tryTwice(runner, turn, options)
      // Without its process a runner explores no further.
      if (outcome === null) return
      runs++
      if (isFailure(outcome)) found ??= { check: turn.check, outcome: { ...outcome, seed: turn.seed } }
      onProgress(soFar())
    }
  }
  await Promise.all(runners.map(work))
  return soFar()
}

/** Silence is believed if it comes again with more time: the machine may be busy. Null: the runner was lost for good. */
async function tryTwice(
  runner: Runner,
  { check, seed }: Turn,
  { deadlineOf, reload }: ExploreOptions,
): Promise<CheckOutcome | null> {
  const deadlineMs = deadlineOf(check)
  const first = await runner.run(check, deadlineMs, seed)
  // In Python a call can be interrupted: then the check is late, and not silent.
  if (first !== null && !first.lost && !first.silent && !SecondChances.isDoubtful(first)) return first.outcome
  try {
    await reload(runner)
    const second = await runner.run(check, deadlineMs * patience, seed)
    if (second?.lost === true) await reload(runner)
    return second?.outcome ?? null
  } catch {
    return null
  }
}

/** Every second turn is about programs. Half of the others are tried under a condition, which changes from round to round. */
function* turnsOf({ checks, seed, conditionsOf }: ExploreOptions): Generator<Turn, never> {
  const programs = checks.filter(({ comesLast }) => comesLast === true)
  const others = checks.filter(({ comesLast }) => comesLast !== true)
  for (let round = 1; ; round++) {
    // Away from the seeds that people give, and the same for the same seed.
    const other = (Math.imul(seed, 7919) + round * 104_729) >>> 0
    const most = Math.max(programs.length, others.length)
    for (let index = 0; index < most; index++) {
      const program = programs[index % programs.length]
      const check = others[index]
      if (program !== undefined) yield { check: program, seed: other + Math.floor(index / programs.length) }
      if (check !== undefined)
        yield { check: changed(check, index + round, conditionsOf(check)), seed: other }
    }
  }
}

function changed(check: Check, turn: number, fit: readonly Condition[]): Check {
  const condition = fit[Math.floor(turn / 2) % fit.length]
  return turn % 2 === 0 || condition === undefined ? check : underCondition(check, condition)
}

/** What was explored, in one sentence. */
export function describeExplored({ runs, elapsedMs, found }: Explored): string {
  const what = `Explored for ${String(Math.round(elapsedMs / 1000))} s: ${String(runs)} checks with other seeds`
  if (found === null) return `${what}, none failed.`
  return `${what}. The last one failed: ${keyOf(found.check)}.`
}
