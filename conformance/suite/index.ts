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
import { timersTests } from './timers.ts'
import { cancellationTests } from './cancellation.ts'
import { successorTests } from './successor.ts'
import { transportsTests } from './transports.ts'
import { contextTests } from './context.ts'
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
  ...timersTests,
  ...cancellationTests,
  ...successorTests,
  ...transportsTests,
  ...contextTests,
  ...waitingTests,
  ...policyTests,
  ...runnerTests,
]
