export type { CandidateSource } from '../candidate/candidate-source.ts'
export { Supervisor, type SupervisorOptions } from './supervisor.ts'
export { whySupervisionFails } from './why-supervision-fails.ts'
