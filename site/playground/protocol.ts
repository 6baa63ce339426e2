import type { CheckOutcome, Check } from '../../conformance/harness/index.ts'
import type { AdapterFacts } from '../../conformance/supervisor/protocol.ts'
import type { Intermittent, TraceEvent } from '../../spec/index.ts'

/** What was in the editor, as JavaScript that asks for its modules by `require`. */
export interface Candidate {
  /** The name of its file, which places in it begin with. */
  readonly file: string
  readonly code: string
}

/** A check, but for what it does: the page knows its checks from the worker, and need not load them. */
export type TestFacts = Omit<Check, 'run'>

/** What the page asks of a worker. */
export type Request =
  | { readonly ask: 'load'; readonly candidate: Candidate }
  | { readonly ask: 'check'; readonly key: string; readonly deadlineMs: number }
  /** Run a check again that failed, to know whether it always does. */
  | { readonly ask: 'again'; readonly key: string; readonly deadlineMs: number }
  | { readonly ask: 'teardown' }

/** What a worker says. All of it arrives, also when the worker spins right after it. */
export type News =
  | { readonly what: 'booted'; readonly tests: readonly TestFacts[] }
  | { readonly what: 'loaded'; readonly facts: AdapterFacts; readonly hasTeardown: boolean }
  | { readonly what: 'refused'; readonly message: string }
  | { readonly what: 'started'; readonly key: string }
  /** An event of the trace of the running check, which may never end. */
  | { readonly what: 'event'; readonly event: TraceEvent }
  | {
      readonly what: 'settled'
      readonly key: string
      readonly outcome: CheckOutcome
      /** The deadline has passed, and what the check started may go on. */
      readonly silent: boolean
    }
  | { readonly what: 'repeated'; readonly key: string; readonly intermittent: Intermittent }
  /** An error got away from the candidate outside of any check. */
  | { readonly what: 'escaped'; readonly error: string; readonly at?: string }
  | { readonly what: 'tore down' }
  | { readonly what: 'broken'; readonly stack: string }
