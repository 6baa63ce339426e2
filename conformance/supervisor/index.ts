export type { CandidateSource } from '../candidate/candidate-source.ts'
export type { AdapterFacts } from './protocol.ts'
export { Supervisor, type SupervisorOptions } from './supervisor.ts'
