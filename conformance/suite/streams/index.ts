import type { Check } from '../../harness/index.ts'
import { streamsConnectionsChecks } from './connections.ts'

/** The checks of the area. */
export const streamsChecks: readonly Check[] = [...streamsConnectionsChecks]
