import { faultsOf, type Fault } from '../../fault.ts'
import * as cases from './cases.ts'
import * as current from './current.ts'
import * as eager from './eager.ts'
import * as listing from './listing.ts'
import * as ownTask from './own-task.ts'
import * as registering from './registering.ts'
import * as stepping from './stepping.ts'

export const taskRegistryFaults: readonly Fault[] = faultsOf(
  registering,
  listing,
  current,
  stepping,
  ownTask,
  eager,
  cases,
)
