import type { Check } from '../../harness/index.ts'
import { streamsConnectionsChecks } from './connections.ts'
import { streamsEndingChecks } from './ending.ts'
import { streamsFlowChecks } from './flow.ts'
import { streamsCasesChecks } from './cases.ts'
import { streamsReadingCasesChecks } from './reading-cases.ts'
import { streamsReadingChecks } from './reading.ts'

/** The checks of the area. */
export const streamsChecks: readonly Check[] = [
  ...streamsConnectionsChecks,
  ...streamsReadingChecks,
  ...streamsReadingCasesChecks,
  ...streamsFlowChecks,
  ...streamsEndingChecks,
  ...streamsCasesChecks,
]
