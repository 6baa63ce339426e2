import type { Check } from '../../harness/index.ts'
import { serverAcceptedChecks } from './accepted.ts'
import { serverConnectionsChecks } from './connections.ts'
import { serverCreatingChecks } from './creating.ts'
import { serverFailuresChecks } from './failures.ts'
import { serverGivenSocketsChecks } from './given-sockets.ts'
import { serverServingChecks } from './serving.ts'

/** The checks of the area. */
export const serverChecks: readonly Check[] = [
  ...serverCreatingChecks,
  ...serverConnectionsChecks,
  ...serverAcceptedChecks,
  ...serverFailuresChecks,
  ...serverServingChecks,
  ...serverGivenSocketsChecks,
]
