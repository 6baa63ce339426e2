import type { Check } from '../../harness/index.ts'
import { taskAwaitingChecks } from './awaiting.ts'
import { taskBadYieldsChecks } from './bad-yields.ts'
import { taskCreationChecks } from './creation.ts'
import { taskEagerChecks } from './eager.ts'
import { taskGcChecks } from './gc.ts'
import { taskOutcomesChecks } from './outcomes.ts'
import { taskStepsChecks } from './steps.ts'
import { taskWakingChecks } from './waking.ts'
import { taskCasesChecks } from './cases.ts'

export const taskChecks: readonly Check[] = [
  ...taskCreationChecks,
  ...taskStepsChecks,
  ...taskOutcomesChecks,
  ...taskBadYieldsChecks,
  ...taskWakingChecks,
  ...taskAwaitingChecks,
  ...taskEagerChecks,
  ...taskCasesChecks,
  ...taskGcChecks,
]
