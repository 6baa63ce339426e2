import type { Intermittent, Status, TraceEvent } from '../../spec/index.ts'
import type { Check } from './check.ts'
import type { Condition } from './condition.ts'
import type { FailureDetails } from './clause-failure.ts'
import { notRunFor, type Lack } from './lacks.ts'
import type { LedgerPage } from './ledger.ts'
import type { Location } from './location.ts'

/** What one run of a check came to. It is plain data, which crosses processes. */
export interface CheckOutcome extends Partial<FailureDetails> {
  readonly status: Extract<Status, 'pass' | 'fail' | 'hang' | 'crash' | 'skip'>
  readonly durationMs: number
  readonly at?: Location
  /** The method that the candidate does not have and that the check needs. */
  readonly lacks?: string
  readonly trace?: readonly TraceEvent[]
  readonly ledger?: LedgerPage
  /** What the candidate or the host lacks, if the check was skipped for it. */
  readonly lack?: Lack
  /** What is special about the case that failed, in words. Absent if the check draws nothing, or if nothing is special. */
  readonly case?: string
  /** What the case that failed has drawn, so that it can be repeated. */
  readonly choices?: readonly number[]
  /** The check failed under this condition only. */
  readonly condition?: Condition
  /** The deadline decided it. On a busy machine that may be no fault of the candidate. */
  readonly late?: true
  /** The candidate ended its process. A new one takes as long as many checks. */
  readonly endedProcess?: true
  /** The seed, if it is another one than that of the run. */
  readonly seed?: number
  /** The check was run again, and failed in some of its runs only. */
  readonly intermittent?: Intermittent
}

/** An error that nobody caught, in words, and where it came from. */
export interface EscapedError {
  readonly error: string
  readonly at?: Location
}

export function isFailure({ status }: Pick<CheckOutcome, 'status'>): boolean {
  return status !== 'pass' && status !== 'skip'
}

/** The outcome of a check that was skipped because something is lacking. */
export function skippedFor(lack: Lack): CheckOutcome {
  return { status: 'skip', durationMs: 0, message: notRunFor(lack), lack }
}

/** The hint of the check, for the details of a failure. */
export function hintOf({ hint }: Check): { hint?: string } {
  return hint === undefined ? {} : { hint }
}
