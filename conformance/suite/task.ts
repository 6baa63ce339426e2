import type { ClauseTest } from '../harness/index.ts'
import { taskAwaitingTests } from './task-awaiting.ts'
import { taskBadYieldsTests } from './task-bad-yields.ts'
import { taskCreationTests } from './task-creation.ts'
import { taskEagerTests } from './task-eager.ts'
import { taskOutcomesTests } from './task-outcomes.ts'
import { taskStepsTests } from './task-steps.ts'
import { taskWakingTests } from './task-waking.ts'

export const taskTests: readonly ClauseTest[] = [
  ...taskCreationTests,
  ...taskStepsTests,
  ...taskOutcomesTests,
  ...taskBadYieldsTests,
  ...taskWakingTests,
  ...taskAwaitingTests,
  ...taskEagerTests,
]
