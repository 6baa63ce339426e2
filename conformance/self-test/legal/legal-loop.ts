import type { LoopAdapter } from '../../../spec/index.ts'

/** A loop that is odd, named after its oddity, and keeps every MUST all the same. */
export type LegalLoop = LoopAdapter
