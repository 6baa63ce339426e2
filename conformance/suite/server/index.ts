import type { Check } from '../../harness/index.ts'
import { serverConnectionsChecks } from './connections.ts'

/** The checks of the area. */
export const serverChecks: readonly Check[] = [...serverConnectionsChecks]
