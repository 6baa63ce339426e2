import { faultsOf, type Fault } from '../../fault.ts'
import * as gather from './gather.ts'
import * as shield from './shield.ts'
import * as sleep from './sleep.ts'
import * as taskGroup from './task-group.ts'
import * as timeout from './timeout.ts'
import * as wait from './wait.ts'
import * as waitFor from './wait-for.ts'

export const waitingFaults: readonly Fault[] = faultsOf(
  sleep,
  gather,
  wait,
  waitFor,
  shield,
  timeout,
  taskGroup,
)
