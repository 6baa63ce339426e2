import { faultsOf, type Fault } from '../../fault.ts'
import * as cases from './cases.ts'
import * as createTask from './create-task.ts'
import * as creating from './creating.ts'
import * as eager from './eager.ts'
import * as ensureFuture from './ensure-future.ts'
import * as outsideARun from './outside-a-run.ts'
import * as taskFactory from './task-factory.ts'
import * as transparentFactory from './transparent-factory.ts'

export const factoriesFaults: readonly Fault[] = faultsOf(
  creating,
  taskFactory,
  createTask,
  ensureFuture,
  eager,
  transparentFactory,
  outsideARun,
  cases,
)
