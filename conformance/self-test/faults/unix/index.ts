import { faultsOf } from '../../fault.ts'
import * as connections from './connections.ts'
import * as servers from './servers.ts'

export const unixFaults = faultsOf(servers, connections)
