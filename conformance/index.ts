/** Runs the suite from a program: no processes, no Node modules, nothing written. */
export { adaptModule } from './candidate/adapt-module.ts'
export { CandidateError, rootCauses, type Filter } from './harness/index.ts'
export { runSuite, type SuiteOptions } from './run-suite.ts'
export { defineAdapter, specification } from '../spec/index.ts'
export type {
  BridgedAdapter,
  CheckResult,
  Clause,
  ClauseId,
  Deviation,
  Level,
  LoopAdapter,
  Profile,
  Report,
  Specification,
  Status,
  Verdict,
} from '../spec/index.ts'
