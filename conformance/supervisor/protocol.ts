import type { Intermittent, BridgedAdapter, TraceEvent } from '../../spec/index.ts'
import type { CandidateSource } from '../candidate/candidate-source.ts'
import type { CheckOutcome, Frame, Location } from '../harness/index.ts'

/** What there is to know of a candidate without touching it: the plain part of its adapter. */
export type AdapterFacts = Readonly<
  Pick<BridgedAdapter, 'name' | 'version' | 'profiles' | 'deviations' | 'python'>
>

export function factsOf(adapter: BridgedAdapter): AdapterFacts {
  const { name, version, profiles, deviations, python } = adapter
  return {
    name,
    ...(version === undefined ? {} : { version }),
    ...(profiles === undefined ? {} : { profiles }),
    ...(deviations === undefined ? {} : { deviations }),
    ...(python === undefined ? {} : { python }),
  }
}

/** What a unit is asked for. All but `where` is handed on from its guard to its worker. */
export type Request =
  | { readonly ask: 'load'; readonly source: CandidateSource }
  | { readonly ask: 'checks'; readonly keys: readonly string[]; readonly deadlineMs: number }
  /** Run failed checks again, to know whether they always fail. */
  | {
      readonly ask: 'again'
      readonly keys: readonly string[]
      readonly deadlineMs: number
      readonly forMs: number
    }
  | { readonly ask: 'teardown' }
  | { readonly ask: 'where' }

/** An error of the candidate, in words, and the line of the candidate it came from. */
export interface ShownError {
  readonly error: string
  readonly at?: Location
}

/** What the worker writes into the journal, one line of JSON each. `key` names a check, and null none. */
export type JournalEntry =
  | { readonly what: 'loading' }
  | { readonly what: 'loaded'; readonly facts: AdapterFacts; readonly hasTeardown: boolean }
  | { readonly what: 'refused'; readonly message: string }
  | { readonly what: 'started'; readonly key: string }
  | {
      readonly what: 'settled'
      readonly key: string
      readonly outcome: CheckOutcome
      readonly silent: boolean
    }
  | ({ readonly what: 'escaped'; readonly key: string | null } & ShownError)
  /** The process has warned of something: `warning` is its name, a colon, and what it says. */
  | { readonly what: 'warned'; readonly key: string; readonly name: string; readonly warning: string }
  /** `how` follows "the candidate". */
  | { readonly what: 'exit'; readonly how: string; readonly key: string | null; readonly at?: Location }
  /** Without a check: no more are repeated. */
  | { readonly what: 'repeated'; readonly key: null }
  | { readonly what: 'repeated'; readonly key: string; readonly intermittent: Intermittent }
  | { readonly what: 'tore down' }
  | { readonly what: 'broken'; readonly stack: string }

/** What the worker tells its guard of an interpreter that it has started. */
export type InterpreterStarted =
  /** `stacks` is the descriptor of the file to which it writes its stack when it is asked to. */
  | { readonly pid: number; readonly stacks: number }
  /** In the worker's own thread: what to store 2 in when it is late. */
  | { readonly interrupt: SharedArrayBuffer }

/** What the guard says, and what the running check has recorded until then. */
export type GuardMessage = { readonly trace: readonly TraceEvent[] } & GuardNews

export type GuardNews =
  /** The guard looks for the frame in which the worker is stuck, which may take for ever. */
  | { readonly what: 'looking' }
  | { readonly what: 'stuck'; readonly frame: Frame | null }
  /** The worker is gone, or has to go: how, in words that follow "the candidate". */
  | { readonly what: 'ended'; readonly how: string }

/** What the guard tells its worker at the start. */
export interface WorkerOptions {
  readonly suiteUrl: string
  /** The memory of a flight recorder. */
  readonly recorder: SharedArrayBuffer
}

/** The descriptor of the journal in a unit. */
export const journalDescriptor = 4
