import type { Level, Profile } from './clause.ts'
import type { Deviation } from './adapter.ts'
import type { Dialect } from './dialect/dialect.ts'

/**
 * What became of one check. A MUST is kept by `pass`, `deviation`, `untestable`, and `skip` of an unclaimed profile.
 *
 * - `fail`: what was observed is not what was due. `hang`: the deadline of the supervisor ended it, twice.
 * - `crash`: the process ended, or an error got away from the candidate.
 * - `consequence`: it failed, hung or crashed, and its clause requires, near or far, one that is not kept.
 * - `blocked`: not tried, because too many checks hang; or watched in every check, and a clause that it requires is not kept.
 * - `inconclusive`: nothing was observed that could have shown a fault.
 */
export const statuses = [
  'pass',
  'fail',
  'hang',
  'crash',
  'skip',
  'deviation',
  'consequence',
  'blocked',
  'inconclusive',
  'untestable',
] as const
export type Status = (typeof statuses)[number]

export type Verdict = 'conformant' | 'conformant-with-deviations' | 'non-conformant'

/** One thing that happened during a check, in order. */
export interface TraceEvent {
  /** What the check calls it, such as `callback a`. */
  readonly label: string
  /** A value worth showing with it, already printed. */
  readonly detail?: string
  /** What ran: `callbacks`, a task by the check's name for it, such as `task a`, or the `loop` itself. Absent for the check itself. */
  readonly lane?: string
  /**
   * The iteration of the loop, from 1. A callback of the suite that schedules itself again counts them. Absent if the
   * check does not count iterations.
   */
  readonly turn?: number
}

/** Two events of a trace in the wrong order, by their labels. */
export interface ViolatedEdge {
  readonly before: string
  readonly after: string
}

/** A check that failed was run again. */
export interface Intermittent {
  readonly failed: number
  /** Including the first run. */
  readonly runs: number
}

/** A program that does one thing on asyncio and another on the candidate. */
export interface ReportedProgram {
  readonly language: 'typescript' | 'python'
  /** The whole program, to be saved and run. */
  readonly text: string
  /** Its statements, without the helpers that they call. */
  readonly statements: string
  /** What it prints, line by line. The last line says how it ended, if it did not just end. Absent for a generated program. */
  readonly onAsyncio?: readonly string[]
  readonly onCandidate?: readonly string[]
}

export interface CheckResult {
  readonly clause: string
  readonly level: Level
  readonly profile: Profile
  /** What the check did, as a phrase; unique within the clause. */
  readonly situation: string
  readonly status: Status
  readonly durationMs: number
  /**
   * What is special about the smallest case that was found to fail: "the result is undefined; 17 callbacks". Absent if the check draws
   * nothing, or if its simplest case fails.
   */
  readonly case?: string
  /** The check passes, and fails under this condition: "only on a loop that has run before". */
  readonly condition?: string
  /** What the clause demands here, and what the candidate did. */
  readonly expected?: string
  readonly actual?: string
  /** One sentence: what went wrong. */
  readonly message?: string
  /** The method that the candidate does not have and the check needs, by its name in the candidate's language. */
  readonly lacks?: string
  /** Where to look in the candidate. */
  readonly hint?: string
  /** The first line of the candidate's own code on the stack, such as `loop.ts:12:3`. */
  readonly at?: string
  /** The check failed in some of its runs only. It counts as failed. */
  readonly intermittent?: Intermittent
  /** The root cause, for `consequence`. */
  readonly consequenceOf?: string
  /** The clause whose checks hang, for `blocked`. */
  readonly blockedBy?: string
  /** The command that runs this check again. */
  readonly rerun?: string
  readonly trace?: readonly TraceEvent[]
  readonly violatedEdge?: ViolatedEdge
  /** A program that shows the failure: the generated one that found it, or what the check did, without the suite. */
  readonly program?: ReportedProgram
  /** Why a program was looked for and not found, as the end of a sentence: "it uses a connection". */
  readonly noProgram?: string
  /** Why the candidate breaks it, for `deviation`; on a `pass`, the deviation that was not needed. */
  readonly deviation?: Deviation
}

export interface MissingMethod {
  readonly method: string
  readonly checks: number
}

export type LevelSummary = Record<Status, number>

export interface Report {
  readonly suite: {
    readonly name: string
    readonly version: string
    readonly spec: string
    readonly hash: string
  }
  readonly candidate: {
    readonly name: string
    readonly version: string | null
    readonly profiles: readonly Profile[]
    /** What was given on the command line. */
    readonly entry: string
    /** A hash of the candidate's source. */
    readonly hash: string
  }
  readonly environment: { readonly runtime: string; readonly platform: string; readonly cpus: number }
  /**
   * `python` if the messages, expected, actual, hints, cases and traces are in the words of Python. Absent if they are in those of JavaScript.
   * The situations always are: they are the names of the checks.
   */
  readonly dialect?: Dialect
  readonly seed: number
  /** True if a filter or Ctrl-C left checks out. */
  readonly partial: boolean
  readonly verdict: Verdict
  /** How many MUST clauses deviate, as the candidate declares, and how many were judged. Reports before 0.1.0 do not have it. */
  readonly deviations?: { readonly must: number; readonly of: number }
  /**
   * The methods that the candidate does not have, by their names in its language, and how many checks failed for want of each. In
   * Python a method counts that is inherited from `AbstractEventLoop`, or only raises NotImplementedError.
   */
  readonly missing?: readonly MissingMethod[]
  readonly summary: { readonly must: LevelSummary; readonly should: LevelSummary; readonly may: LevelSummary }
  readonly durationMs: number
  /** What belongs to no single check: late errors, deviations that are not needed. */
  readonly findings: readonly string[]
  readonly results: readonly CheckResult[]
  /**
   * A hash of everything else in the report, `sha256-…` in base64. It shows accidental changes. It is not a
   * signature: anyone can compute it again. Only running the suite again proves a report.
   */
  readonly integrity?: string
}
