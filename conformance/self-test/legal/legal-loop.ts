import type { LoopAdapter } from '../../../spec/index.ts'

/** A loop that is odd but keeps every MUST. Its name says what is odd. */
export type LegalLoop = LoopAdapter
