import { faultsOf } from '../../fault.ts'
import * as connections from './connections.ts'

/** The faults of the area. */
export const streamsFaults = faultsOf(connections)
