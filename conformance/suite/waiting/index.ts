import type { Check } from '../../harness/index.ts'
import { waitingGatherChecks } from './gather.ts'
import { waitingGatherResultsChecks } from './gather-results.ts'
import { waitingShieldChecks } from './shield.ts'
import { waitingSleepChecks } from './sleep.ts'
import { waitingTaskGroupEndingsChecks } from './task-group-endings.ts'
import { waitingTaskGroupMembersChecks } from './task-group-members.ts'
import { waitingTaskGroupChecks } from './task-group.ts'
import { waitingTimeoutCancellationChecks } from './timeout-cancellation.ts'
import { waitingTimeoutMovedChecks } from './timeout-moved.ts'
import { waitingTimeoutChecks } from './timeout.ts'
import { waitingWaitForChecks } from './wait-for.ts'
import { waitingWaitChecks } from './wait.ts'

export const waitingChecks: readonly Check[] = [
  ...waitingSleepChecks,
  ...waitingGatherChecks,
  ...waitingGatherResultsChecks,
  ...waitingWaitChecks,
  ...waitingWaitForChecks,
  ...waitingShieldChecks,
  ...waitingTimeoutChecks,
  ...waitingTimeoutMovedChecks,
  ...waitingTimeoutCancellationChecks,
  ...waitingTaskGroupChecks,
  ...waitingTaskGroupEndingsChecks,
  ...waitingTaskGroupMembersChecks,
]
