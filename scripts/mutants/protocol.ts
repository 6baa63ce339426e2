import type { InstrumenterContext } from '@stryker-mutator/api/core'

/** What a worker is asked for: which mutant is active, and which checks to run. */
export interface Assignment {
  /** What the instrumented code of the reference looks at. */
  readonly context: InstrumenterContext
  /** Keys of checks; null for all of them. */
  readonly keys: readonly string[] | null
  /** True: note how often each check reaches each mutant, and go on after a failure. */
  readonly survey: boolean
  /**
   * False: of a check that both successors run through the same code, once is enough, on the quick one. Only what lies
   * nearest to the clock and to the host is tried on both.
   */
  readonly twice: boolean
}

/** What a worker tells, one message after the other. */
export type Told =
  | { readonly what: 'started'; readonly key: string }
  | { readonly what: 'settled'; readonly verdict: Verdict }
  | { readonly what: 'done'; readonly context: InstrumenterContext }

export interface Verdict {
  readonly key: string
  readonly file: string
  readonly durationMs: number
  /** What a clause says against the loop; null where it has nothing to say. */
  readonly against: string | null
  /** The check cannot be run here. */
  readonly skipped: boolean
}
