import type { Fault } from '../fault.ts'
import { lifecycleFaults } from './lifecycle.ts'
import { runningLoopFaults } from './running-loop.ts'
import { schedulingFaults } from './scheduling.ts'
import { handlesFaults } from './handles.ts'
import { handlesGcFaults } from './handles-gc.ts'
import { futureFaults } from './future.ts'
import { coroutineFaults } from './coroutine.ts'
import { taskFaults } from './task.ts'
import { taskRegistryFaults } from './task-registry.ts'
import { factoriesFaults } from './factories.ts'
import { exceptionsFaults } from './exceptions.ts'
import { timersFaults } from './timers.ts'
import { cancellationFaults } from './cancellation.ts'
import { successorFaults } from './successor.ts'
import { transportsFaults } from './transports.ts'
import { contextFaults } from './context.ts'
import { waitingFaults } from './waiting.ts'
import { policyFaults } from './policy.ts'
import { runnerFaults } from './runner.ts'

/** Every fault, by the area of the clause that it breaks. */
export const faults: readonly Fault[] = [
  ...lifecycleFaults,
  ...runningLoopFaults,
  ...schedulingFaults,
  ...handlesFaults,
  ...handlesGcFaults,
  ...futureFaults,
  ...coroutineFaults,
  ...taskFaults,
  ...taskRegistryFaults,
  ...factoriesFaults,
  ...exceptionsFaults,
  ...timersFaults,
  ...cancellationFaults,
  ...successorFaults,
  ...transportsFaults,
  ...contextFaults,
  ...waitingFaults,
  ...policyFaults,
  ...runnerFaults,
]
