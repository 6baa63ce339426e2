import { faultsOf, type Fault } from '../../fault.ts'
import * as cases from './cases.ts'
import * as context from './context.ts'
import * as debug from './debug.ts'
import * as host from './host.ts'
import * as order from './order.ts'
import * as real from './real.ts'
import * as threads from './threads.ts'
import * as threadsafe from './threadsafe.ts'

export const schedulingFaults: readonly Fault[] = faultsOf(
  order,
  threadsafe,
  threads,
  context,
  host,
  real,
  debug,
  cases,
)
