import type { Check } from '../../harness/index.ts'
import { unixConnectionsChecks } from './connections.ts'
import { unixServersChecks } from './servers.ts'

/** The checks of the area. */
export const unixChecks: readonly Check[] = [...unixServersChecks, ...unixConnectionsChecks]
