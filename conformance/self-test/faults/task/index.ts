import { faultsOf, type Fault } from '../../fault.ts'
import * as cases from './cases.ts'
import * as awaiting from './awaiting.ts'
import * as badYields from './bad-yields.ts'
import * as creation from './creation.ts'
import * as eager from './eager.ts'
import * as gc from './gc.ts'
import * as outcomes from './outcomes.ts'
import * as steps from './steps.ts'
import * as waking from './waking.ts'

export const taskFaults: readonly Fault[] = faultsOf(
  creation,
  steps,
  outcomes,
  badYields,
  waking,
  awaiting,
  eager,
  cases,
  gc,
)
