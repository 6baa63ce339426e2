import type { Fault } from '../fault.ts'
import { taskEagerFaults } from './task-eager.ts'
import { taskBadYieldsFaults } from './task-bad-yields.ts'
import { taskCreationFaults } from './task-creation.ts'
import { taskStepsFaults } from './task-steps.ts'
import { taskWakingFaults } from './task-waking.ts'

export const taskFaults: readonly Fault[] = [
  ...taskCreationFaults,
  ...taskStepsFaults,
  ...taskBadYieldsFaults,
  ...taskWakingFaults,
  ...taskEagerFaults,
]
