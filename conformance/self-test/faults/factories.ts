import type { Fault } from '../fault.ts'
import { factoriesEagerFaults } from './factories-eager.ts'
import { creatingFaults } from './factories-creating.ts'
import { ensureFutureFaults } from './factories-ensure-future.ts'
import { taskFactoryFaults } from './factories-task-factory.ts'

export const factoriesFaults: readonly Fault[] = [
  ...creatingFaults,
  ...taskFactoryFaults,
  ...ensureFutureFaults,
  ...factoriesEagerFaults,
]
