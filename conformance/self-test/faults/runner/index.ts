import { faultsOf, type Fault } from '../../fault.ts'
import * as cases from './cases.ts'
import * as object from './object.ts'
import * as run from './run.ts'

export const runnerFaults: readonly Fault[] = faultsOf(run, object, cases)
