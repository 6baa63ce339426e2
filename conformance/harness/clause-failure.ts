import type { ReportedProgram, ViolatedEdge } from '../../spec/index.ts'

export interface FailureDetails {
  /** One sentence: what went wrong. */
  readonly message: string
  readonly expected?: string
  readonly actual?: string
  readonly hint?: string
  /** The line of the candidate from which it came. */
  readonly at?: string
  readonly violatedEdge?: ViolatedEdge
  /** The generated program that shows the failure. */
  readonly program?: ReportedProgram
}

/** The candidate does not keep the clause of the check that throws this. */
export class ClauseFailure extends Error {
  readonly details: FailureDetails
  /** What a candidate cannot imitate. */
  readonly #isOurs = true

  constructor(details: FailureDetails) {
    super(details.message)
    this.name = 'ClauseFailure'
    this.details = details
  }

  /** Like `instanceof`, for whatever a candidate may throw: a proxy can claim any class, or refuse to be asked. */
  static is(thrown: unknown): thrown is ClauseFailure {
    return typeof thrown === 'object' && thrown !== null && #isOurs in thrown
  }
}
