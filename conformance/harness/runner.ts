import type { Intermittent } from '../../spec/index.ts'
import type { AdapterFacts } from './adapter-facts.ts'
import type { Check } from './check.ts'
import type { CheckOutcome } from './check-outcome.ts'

/**
 * Runs one check after another somewhere: in this process, in another process, in a web worker. The engine decides which
 * checks, in which order and how often. A runner decides nothing.
 */
export interface Runner {
  /** How many checks the runner accepts ahead. 1 if a check costs no round trip. */
  readonly backlog: number
  /** False if the host of the checks has no garbage collection on demand. */
  readonly collectsGarbage: boolean
  /** True: it has not started, and is not worth its start if there are few checks to run. At least one runner is not in reserve. */
  readonly isReserve?: boolean
  /**
   * Loads the candidate. After the runner was lost, loads it again in a new place. Throws `CandidateError` if the candidate
   * cannot be judged. `onFinding` receives what is noticed beside the checks. `cases` decides what the checks draw.
   */
  load(onFinding: (finding: Finding) => void, cases: CasePlan): Promise<AdapterFacts>
  /**
   * Runs a check. Null: the runner was lost before it ran the check. Throws if the kit itself fails. `seed` is another one than that
   * of the plan. Checks that are given in one go have the same deadline and the same seed.
   */
  run(check: Check, deadlineMs: number, seed?: number): Promise<Ran | null>
  /**
   * Repeats the case of a check that has failed, for 100 ms at most unless a run takes longer. `choices` is what the case has drawn.
   * Null: the runner was lost.
   */
  again(check: Check, deadlineMs: number, choices?: readonly number[]): Promise<Intermittent | null>
  /** Calls `teardown()` of the adapter, if there is one. */
  tearDown(): Promise<void>
  /** Ends what the runner has started, if it can. A check under way is lost. May be called more than once. */
  close(): Promise<void>
}

/** Decides which cases of a check run. */
export interface CasePlan {
  readonly seed: number
  /** How many cases run beside those that try the edges of each set. */
  readonly more: number
}

/** One run of a check. */
export interface Ran {
  readonly outcome: CheckOutcome
  /** The deadline passed. What the check has started may go on for ever. */
  readonly silent: boolean
  /** The runner cannot run anything more until `load()` is called again. */
  readonly lost: boolean
  /** The runner was ended by something outside of it, for example because the machine has no memory left. */
  readonly isKilled?: boolean
}

/** A sentence about the candidate that belongs to no row of the report. */
export interface Finding {
  readonly text: string
  /** Of the findings of one kind, the report has the first one. */
  readonly kind?: string
}
