import type { ClauseTest } from '../harness/index.ts'
import { factoriesEagerTests } from './factories-eager.ts'
import { createTaskTests } from './factories-create-task.ts'
import { creatingTests } from './factories-creating.ts'
import { ensureFutureTests } from './factories-ensure-future.ts'
import { taskFactoryTests } from './factories-task-factory.ts'

export const factoriesTests: readonly ClauseTest[] = [
  ...creatingTests,
  ...taskFactoryTests,
  ...createTaskTests,
  ...ensureFutureTests,
  ...factoriesEagerTests,
]
