import type { Check } from '../../harness/index.ts'
import { waitingAsCompletedChecks } from './as-completed.ts'
import { waitingEagerChecks } from './eager.ts'
import { waitingEagerGroupsChecks } from './eager-groups.ts'
import { waitingGatherChecks } from './gather.ts'
import { waitingGatherResultsChecks } from './gather-results.ts'
import { waitingMessagesChecks } from './messages.ts'
import { waitingShieldChecks } from './shield.ts'
import { waitingSleepChecks } from './sleep.ts'
import { waitingTaskGroupCancelChecks } from './task-group-cancel.ts'
import { waitingTaskGroupEndingsChecks } from './task-group-endings.ts'
import { waitingTaskGroupMembersChecks } from './task-group-members.ts'
import { waitingTaskGroupChecks } from './task-group.ts'
import { waitingTimeoutCancellationChecks } from './timeout-cancellation.ts'
import { waitingTimeoutMovedChecks } from './timeout-moved.ts'
import { waitingTimeoutChecks } from './timeout.ts'
import { waitingWaitForCancellingChecks } from './wait-for-cancelling.ts'
import { waitingWaitForChecks } from './wait-for.ts'
import { waitingWaitMomentsChecks } from './wait-moments.ts'
import { waitingWaitChecks } from './wait.ts'

export const waitingChecks: readonly Check[] = [
  ...waitingSleepChecks,
  ...waitingGatherChecks,
  ...waitingGatherResultsChecks,
  ...waitingWaitChecks,
  ...waitingWaitMomentsChecks,
  ...waitingWaitForChecks,
  ...waitingWaitForCancellingChecks,
  ...waitingAsCompletedChecks,
  ...waitingShieldChecks,
  ...waitingTimeoutChecks,
  ...waitingTimeoutMovedChecks,
  ...waitingTimeoutCancellationChecks,
  ...waitingTaskGroupChecks,
  ...waitingTaskGroupEndingsChecks,
  ...waitingTaskGroupCancelChecks,
  ...waitingTaskGroupMembersChecks,
  ...waitingEagerChecks,
  ...waitingMessagesChecks,
  ...waitingEagerGroupsChecks,
]
