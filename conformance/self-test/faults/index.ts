import { specification } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { lifecycleFaults } from './lifecycle/index.ts'
import { runningLoopFaults } from './running-loop/index.ts'
import { schedulingFaults } from './scheduling/index.ts'
import { handlesFaults } from './handles/index.ts'
import { futureFaults } from './future/index.ts'
import { coroutineFaults } from './coroutine/index.ts'
import { taskFaults } from './task/index.ts'
import { taskRegistryFaults } from './task-registry/index.ts'
import { factoriesFaults } from './factories/index.ts'
import { exceptionsFaults } from './exceptions/index.ts'
import { timersFaults } from './timers/index.ts'
import { cancellationFaults } from './cancellation/index.ts'
import { successorFaults } from './successor/index.ts'
import { transportsFaults } from './transports/index.ts'
import { serverFaults } from './server/index.ts'
import { tlsFaults } from './tls/index.ts'
import { datagramFaults } from './datagram/index.ts'
import { unixFaults } from './unix/index.ts'
import { streamsFaults } from './streams/index.ts'
import { contextFaults } from './context/index.ts'
import { waitingFaults } from './waiting/index.ts'
import { policyFaults } from './policy/index.ts'
import { programsFaults } from './programs/index.ts'
import { runnerFaults } from './runner/index.ts'

const order = new Map(specification.clauses.map(({ id }, index) => [id, index]))

/** Every fault, in the order of the clauses. */
export const faults: readonly Fault[] = [
  ...lifecycleFaults,
  ...runningLoopFaults,
  ...schedulingFaults,
  ...handlesFaults,
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
  ...serverFaults,
  ...tlsFaults,
  ...datagramFaults,
  ...unixFaults,
  ...streamsFaults,
  ...contextFaults,
  ...waitingFaults,
  ...policyFaults,
  ...runnerFaults,
  ...programsFaults,
].sort((one, other) => (order.get(one.clause) ?? 0) - (order.get(other.clause) ?? 0))
