import type { BridgedAdapter } from '../../spec/index.ts'
import type { CandidateSource } from '../candidate/index.ts'
import type { Schedule } from '../harness/index.ts'

/** The plain part of an adapter. */
export type AdapterFacts = Pick<BridgedAdapter, 'name' | 'version' | 'profiles' | 'deviations' | 'python'>

/** What runs the checks: the supervisor's processes, or this one. */
export interface Engine {
  /** Throws CandidateError. */
  load(source: CandidateSource): Promise<AdapterFacts>
  /** Settles the schedule, or what can be had of it, and answers findings. */
  run(schedule: Schedule): Promise<readonly string[]>
  /** Lets `run` end with what is settled. */
  interrupt(): void
  close(): Promise<void>
}
