import type { ReportedProgram } from '../../spec/index.ts'
import type { Candidate } from './candidate.ts'

/** Generated programs that run on the reference and on a candidate. A host that has them loads them when they are needed. */
export interface GeneratedPrograms {
  /** Runs programs on both until they differ. Returns the difference, or null. Throws nothing of the candidate's. */
  find(search: ProgramSearch): Promise<FoundProgram | null>
}

export interface ProgramSearch {
  readonly candidate: Candidate
  /** Milliseconds, not of the candidate's clock. */
  readonly now: () => number
  /** Decides which programs run. */
  readonly seed: number
  /** How many programs run, if none of them differs. */
  readonly programs: number
  /** Called before each program, with its number, from 1. */
  readonly onProgram?: (number: number) => void
}

/** A program that does one thing on the reference and another on the candidate, as short as it was found. */
export interface FoundProgram {
  readonly program: ReportedProgram
  /** The first event in which the two runs differ, as it is printed, and its number, from 1. */
  readonly event: number
  readonly expected: string
  readonly actual: string
}
