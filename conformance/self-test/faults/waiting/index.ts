import { faultsOf, type Fault } from '../../fault.ts'
import * as asCompleted from './as-completed.ts'
import * as eager from './eager.ts'
import * as eagerGroups from './eager-groups.ts'
import * as gather from './gather.ts'
import * as gatherResults from './gather-results.ts'
import * as messages from './messages.ts'
import * as shield from './shield.ts'
import * as sleep from './sleep.ts'
import * as taskGroupCancel from './task-group-cancel.ts'
import * as taskGroupEndings from './task-group-endings.ts'
import * as taskGroupMembers from './task-group-members.ts'
import * as taskGroup from './task-group.ts'
import * as timeout from './timeout.ts'
import * as timeoutCancellation from './timeout-cancellation.ts'
import * as timeoutMoved from './timeout-moved.ts'
import * as wait from './wait.ts'
import * as waitFor from './wait-for.ts'
import * as waitForCancelling from './wait-for-cancelling.ts'
import * as waitMoments from './wait-moments.ts'

export const waitingFaults: readonly Fault[] = faultsOf(
  sleep,
  gather,
  gatherResults,
  wait,
  waitMoments,
  waitFor,
  waitForCancelling,
  asCompleted,
  eager,
  shield,
  messages,
  timeout,
  timeoutMoved,
  timeoutCancellation,
  taskGroup,
  taskGroupCancel,
  taskGroupEndings,
  taskGroupMembers,
  eagerGroups,
)
