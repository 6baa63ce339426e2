import { faultsOf, type Fault } from '../../fault.ts'
import * as cases from './cases.ts'
import * as cancel from './cancel.ts'
import * as gc from './gc.ts'
import * as when from './when.ts'

export const handlesFaults: readonly Fault[] = faultsOf(cancel, when, gc, cases)
