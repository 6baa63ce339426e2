import type { ClauseTest } from '../harness/index.ts'
import { taskRegistryEagerTests } from './task-registry-eager.ts'
import { currentTaskTests } from './task-registry-current.ts'
import { listingTests } from './task-registry-listing.ts'
import { ownTaskTests } from './task-registry-own-task.ts'
import { registeringTests } from './task-registry-registering.ts'
import { steppingTests } from './task-registry-stepping.ts'

export const taskRegistryTests: readonly ClauseTest[] = [
  ...registeringTests,
  ...listingTests,
  ...currentTaskTests,
  ...steppingTests,
  ...ownTaskTests,
  ...taskRegistryEagerTests,
]
