import type { Witness } from '../../conformance/self-test/strange/witness.ts'

/** What a thread is asked for. */
export interface Assignment {
  /** The title of the fault. */
  readonly title: string
  readonly seed: number
  /** How many generated programs a witness tries at most. */
  readonly programs: number
  /** False: only judge. The witness is known. */
  readonly witness: boolean
  /** True: the checks about the method come first, and the first that fails ends the run. */
  readonly quick: boolean
  /** What the default run does not catch is tried with `--explore` and this many seconds; 0 for not at all. */
  readonly explore: number
}

/** What a thread tells, one message after the other. */
export type Told =
  | { readonly what: 'step'; readonly step: string }
  | { readonly what: 'witness'; readonly witness: Witness }
  | { readonly what: 'check'; readonly clause: string }
  | { readonly what: 'verdict'; readonly verdict: Verdict }
  | { readonly what: 'explored'; readonly verdict: Verdict }

/** What a run of the suite says of a fault. */
export interface Verdict {
  /** The root causes; empty if the loop conforms. */
  readonly causes: readonly string[]
  /** The root causes are clauses about the method, or clauses that these require. */
  readonly isRight: boolean
}

/** What became of one fault. */
export interface Outcome {
  readonly title: string
  readonly area: string
  readonly trigger: string
  readonly effect: string
  readonly witness: Witness
  /** Null for what is not a breach. */
  readonly byDefault: Verdict | null
  /** Null unless `--explore` was asked for, and the default run had not caught it. */
  readonly explored: Verdict | null
}
