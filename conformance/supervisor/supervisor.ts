import type { CandidateSource } from '../candidate/candidate-source.ts'
import type { Runner } from '../harness/index.ts'
import { ProcessRunner, type SharedByRunners } from './process-runner.ts'
import type { CandidateOutput } from './unit-process.ts'

export interface SupervisorOptions {
  /** How many processes run checks at the same time. */
  readonly jobs: number
  /** True: all but one are in reserve. They start if there are many checks to run. */
  readonly startOne?: boolean
  readonly loadTimeoutMs: number
  /** The module that exports the checks as `suite`. */
  readonly suiteUrl?: string
  /** What becomes of the candidate's standard output and error. By default it goes to our standard error. */
  readonly candidateOutput?: CandidateOutput
}

/**
 * Runs checks in processes of their own, so that a candidate that spins, exits or exhausts memory costs only the check that it
 * was busy with. The processes start at once, before any candidate is known.
 */
export class Supervisor {
  readonly #runners: readonly ProcessRunner[]
  readonly #shared: SharedByRunners = { source: null, hangsNowhere: 0 }

  constructor({
    jobs,
    startOne = false,
    loadTimeoutMs,
    suiteUrl,
    candidateOutput = 'stderr',
  }: SupervisorOptions) {
    const options = {
      suiteUrl: suiteUrl ?? new URL('../suite/index.js', import.meta.url).href,
      loadTimeoutMs,
      candidateOutput,
    }
    this.#runners = Array.from(
      { length: Math.max(1, jobs) },
      (_none, index) => new ProcessRunner(options, this.#shared, startOne && index > 0),
    )
  }

  /** The runners, for one candidate. */
  runnersFor(source: CandidateSource): readonly Runner[] {
    this.#shared.source = source
    return this.#runners
  }

  /** Ends every process, and what the candidate has started in them. */
  async close(): Promise<void> {
    await Promise.all(this.#runners.map((runner) => runner.close()))
  }
}
