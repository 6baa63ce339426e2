/** Imported first: the mutant is active while the modules of the reference are loaded, and ever after. */
import { workerData } from 'node:worker_threads'
import type { Assignment } from './protocol.ts'

export const assignment = workerData as Assignment

export const context = assignment.context
Object.assign(globalThis, { __stryker__: context })
