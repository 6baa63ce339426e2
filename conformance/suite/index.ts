import type { ClauseTest } from '../harness/index.ts'
import { lifecycleTests } from './lifecycle.ts'
import { runningLoopTests } from './running-loop.ts'
import { schedulingTests } from './scheduling.ts'
import { handlesTests } from './handles.ts'
import { futureTests } from './future.ts'
import { coroutineTests } from './coroutine.ts'
import { taskTests } from './task.ts'
import { taskRegistryTests } from './task-registry.ts'
import { factoriesTests } from './factories.ts'
import { exceptionsTests } from './exceptions.ts'
import { waitingTests } from './waiting.ts'
import { policyTests } from './policy.ts'
import { runnerTests } from './runner.ts'

/** Every check, in the order of the areas. */
export const suite: readonly ClauseTest[] = [
  ...lifecycleTests,
  ...runningLoopTests,
  ...schedulingTests,
  ...handlesTests,
  ...futureTests,
  ...coroutineTests,
  ...taskTests,
  ...taskRegistryTests,
  ...factoriesTests,
  ...exceptionsTests,
  ...waitingTests,
  ...policyTests,
  ...runnerTests,
]
