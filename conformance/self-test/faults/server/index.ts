import { faultsOf } from '../../fault.ts'
import * as connections from './connections.ts'
import * as creating from './creating.ts'
import * as serving from './serving.ts'

export const serverFaults = faultsOf(connections, creating, serving)
