import { faultsOf } from '../../fault.ts'
import * as accepted from './accepted.ts'
import * as connections from './connections.ts'
import * as creating from './creating.ts'
import * as failures from './failures.ts'
import * as givenSockets from './given-sockets.ts'
import * as serving from './serving.ts'

export const serverFaults = faultsOf(connections, creating, serving, accepted, failures, givenSockets)
