import type { Check } from '../../harness/index.ts'
import { serverConnectionsChecks } from './connections.ts'
import { serverCreatingChecks } from './creating.ts'
import { serverServingChecks } from './serving.ts'

/** The checks of the area. */
export const serverChecks: readonly Check[] = [
  ...serverCreatingChecks,
  ...serverConnectionsChecks,
  ...serverServingChecks,
]
