import { faultsOf, type Fault } from '../../fault.ts'
import * as createTask from './create-task.ts'
import * as creating from './creating.ts'
import * as eager from './eager.ts'
import * as ensureFuture from './ensure-future.ts'
import * as taskFactory from './task-factory.ts'

export const factoriesFaults: readonly Fault[] = faultsOf(
  creating,
  taskFactory,
  createTask,
  ensureFuture,
  eager,
)
