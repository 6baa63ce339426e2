import type { Check, EscapedError, WorkerNews, WorkerRequest } from '../../conformance/harness/index.ts'
import type { TraceEvent } from '../../spec/index.ts'

/** The content of the editor, as JavaScript that gets its modules from `require`. */
export interface LoopSource {
  /** The name of its file, with which its locations begin. */
  readonly file: string
  readonly code: string
}

/** A check without what it does. The page gets its checks from the worker, and need not load them. */
export type CheckFacts = Omit<Check, 'run'>

/** What the page asks a worker to do. */
export type Request = WorkerRequest<LoopSource>

/** What a worker tells. All of it arrives, even if the worker spins right after it. */
export type News =
  | WorkerNews
  | { readonly what: 'booted'; readonly checks: readonly CheckFacts[] }
  /** An event of the trace of the running check, which may never end. */
  | { readonly what: 'event'; readonly event: TraceEvent }
  /** An error escaped from the candidate outside of any check. */
  | ({ readonly what: 'escaped' } & EscapedError)
