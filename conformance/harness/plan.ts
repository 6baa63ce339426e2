/** What one run is to do. */
import type { CheckResult, Report, Specification } from '../../spec/index.ts'
import type { AdapterFacts } from './adapter-facts.ts'
import type { Check } from './check.ts'
import type { Explored } from './explore.ts'
import type { SettledCheck } from './settled-check.ts'
import type { Filter } from './select-checks.ts'

export interface Plan {
  /** Every check there is. The filter and the claims of the candidate say which of them run. */
  readonly suite: readonly Check[]
  readonly specification?: Specification
  readonly filter?: Filter | ((facts: AdapterFacts) => Filter)
  /** Decides the order of the checks and what they draw; 1 by default. Null: the order of the suite, and 1 for what they draw. */
  readonly seed?: number | null
  /** Which checks are tried again under a condition: a part of them that the seed decides, all of them, or none. */
  readonly conditions?: 'some' | 'all' | 'none'
  /** How many cases of each check run beside those that try the edges of each set; 1 by default. */
  readonly moreCases?: number
  /** Milliseconds until a check that does not end is given up; 1000 by default, 0 for never. */
  readonly timeoutMs?: number
  /** True: go on, however many checks hang. */
  readonly patient?: boolean
  /** Clauses whose failure explains no other one, besides the declared deviations. */
  readonly tolerated?: readonly string[]
  /** False: do not find out whether a failure is intermittent. */
  readonly repeat?: boolean
  /** True: believe a hang at once. For tests of loops that hang, on a machine that is not busy. */
  readonly credulous?: boolean
  /** How many milliseconds checks run with other seeds, if none has failed; 0 by default. */
  readonly exploreMs?: number
  readonly onExplored?: (explored: Explored) => void
  /** Ends the run with what is settled. The reason begins the finding about it: "Interrupted". */
  readonly signal?: StopSignal
  /** The candidate is loaded, and these checks are going to run. An error that it throws ends the run. */
  readonly onBegin?: (facts: AdapterFacts, checks: readonly Check[]) => void
  /** Receives each check that is settled, in the order in which they are. */
  readonly onSettled?: (settled: SettledCheck) => void
  /** Receives the row of each check that is settled. The report may replace it by another one. */
  readonly onRow?: (row: CheckResult) => void
  /** For the report. */
  readonly entry?: string
  readonly rerun?: string
  readonly candidateHash?: string
  readonly kit?: { readonly name: string; readonly version: string }
  readonly environment?: Report['environment']
}

/** An `AbortSignal`, which not every host has. */
export interface StopSignal {
  readonly aborted: boolean
  readonly reason?: unknown
  addEventListener(type: 'abort', listener: () => void): void
}
