import type { CandidateSource } from '../candidate/candidate-source.ts'
import type { EscapedError, Frame, Location, WorkerNews, WorkerRequest } from '../harness/index.ts'
import type { Recorded } from './flight-recorder.ts'

/** What a unit is asked to do. The guard serves `where` itself and passes everything else on to its worker. */
export type UnitRequest = WorkerRequest<CandidateSource> | { readonly ask: 'where' }

/** What the guard passes on to its worker. */
export type ToWorker = Greeting | WorkerRequest<CandidateSource>

/** What the worker writes into the journal, one line of JSON each. `key` names a check; null if no check is meant. */
export type JournalEntry =
  | WorkerNews
  | ({ readonly what: 'escaped'; readonly key: string | null } & EscapedError)
  /** The process has emitted a warning: `warning` is its name, a colon and its text. */
  | { readonly what: 'warned'; readonly key: string; readonly name: string; readonly warning: string }
  /** The process is about to end. `how` follows "the candidate". */
  | {
      readonly what: 'exit'
      readonly how: string
      readonly key: string | null
      readonly at?: Location
      /** Something outside of the unit may have ended its interpreter. */
      readonly isKilled?: boolean
    }

/** What the worker tells its guard about an interpreter that it has started. */
export type InterpreterStarted =
  /** `stacks` is the descriptor of the file to which it writes its stack when it is asked to. */
  | { readonly pid: number; readonly stacks: number }
  /** It runs in the worker's own thread. Storing 2 in `interrupt` interrupts it. */
  | { readonly interrupt: SharedArrayBuffer }

/** What the guard says, and what the running check has recorded until then. */
export type GuardMessage = Recorded & GuardNews

export type GuardNews =
  /** The guard looks for the frame in which the worker is stuck, which may take for ever. `forMs`: it waits this long first. */
  | { readonly what: 'looking'; readonly forMs: number }
  | { readonly what: 'stuck'; readonly frame: Frame | null }
  /** The worker is gone, or has to go: how, in words that follow "the candidate". */
  | { readonly what: 'ended'; readonly how: string }

/** What the guard gives its worker at the start. */
export interface WorkerOptions {
  readonly suiteUrl: string
  /** The memory of a flight recorder. */
  readonly recorder: SharedArrayBuffer
}

/** The first line that a unit reads. The token begins every line that counts, in both directions. */
export interface Greeting {
  readonly token: string
}

/** The descriptor over which a unit receives requests, and over which its guard speaks. */
export const guardDescriptor = 3
/** The descriptor of the journal in a unit. */
export const journalDescriptor = 4
