import type { Profile } from '../../spec/index.ts'
import type { PythonTarget } from '../bridge/python-target.ts'

/** A candidate that is ready to be imported. Plain data, so that it reaches every process of a run. */
export interface CandidateSource {
  /** What was given on the command line. */
  readonly entry: string
  /** The module to import, a `file:` or `data:` address of JavaScript, or what to import in Python. */
  readonly from: string | PythonTarget
  /** Of the candidate's source, for the report. */
  readonly hash: string
  /** The profiles that the command line claims for an adapter in JavaScript. */
  readonly claims?: readonly Profile[]
}
