import { faultsOf } from '../../fault.ts'
import * as connections from './connections.ts'

export const serverFaults = faultsOf(connections)
