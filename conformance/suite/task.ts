import type { ClauseTest } from '../harness/index.ts'
import { taskStepsTests } from './task-steps.ts'
import { taskWakingTests } from './task-waking.ts'

export const taskTests: readonly ClauseTest[] = [...taskStepsTests, ...taskWakingTests]
