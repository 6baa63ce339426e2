import { faultsOf, type Fault } from '../../fault.ts'
import * as cases from './cases.ts'
import * as count from './count.ts'
import * as message from './message.ts'
import * as reach from './reach.ts'
import * as when from './when.ts'

export const cancellationFaults: readonly Fault[] = faultsOf(reach, when, count, message, cases)
