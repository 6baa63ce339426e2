import { faultsOf, type Fault } from '../../fault.ts'
import * as runningLoop from './running-loop.ts'

export const runningLoopFaults: readonly Fault[] = faultsOf(runningLoop)
