import type { ViolatedEdge } from '../../spec/index.ts'

export interface FailureDetails {
  /** One sentence: what went wrong. */
  readonly message: string
  readonly expected?: string
  readonly actual?: string
  readonly hint?: string
  /** The line of the candidate from which it came. */
  readonly at?: string
  readonly violatedEdge?: ViolatedEdge
}

/** The candidate does not keep the clause of the check that throws this. */
export class ClauseFailure extends Error {
  readonly details: FailureDetails

  constructor(details: FailureDetails) {
    super(details.message)
    this.name = 'ClauseFailure'
    this.details = details
  }
}
