import type { Check } from '../harness/index.ts'
import { lifecycleChecks } from './lifecycle/index.ts'
import { runningLoopChecks } from './running-loop/index.ts'
import { schedulingChecks } from './scheduling/index.ts'
import { handlesChecks } from './handles/index.ts'
import { futureChecks } from './future/index.ts'
import { coroutineChecks } from './coroutine/index.ts'
import { taskChecks } from './task/index.ts'
import { taskRegistryChecks } from './task-registry/index.ts'
import { factoriesChecks } from './factories/index.ts'
import { exceptionsChecks } from './exceptions/index.ts'
import { timersChecks } from './timers/index.ts'
import { cancellationChecks } from './cancellation/index.ts'
import { successorChecks } from './successor/index.ts'
import { transportsChecks } from './transports/index.ts'
import { serverChecks } from './server/index.ts'
import { tlsChecks } from './tls/index.ts'
import { datagramChecks } from './datagram/index.ts'
import { unixChecks } from './unix/index.ts'
import { streamsChecks } from './streams/index.ts'
import { contextChecks } from './context/index.ts'
import { waitingChecks } from './waiting/index.ts'
import { policyChecks } from './policy/index.ts'
import { anywhereChecks } from './anywhere/index.ts'
import { programsChecks } from './programs/index.ts'
import { runnerChecks } from './runner/index.ts'

/** Every check, in the order of the areas. */
export const suite: readonly Check[] = [
  ...lifecycleChecks,
  ...runningLoopChecks,
  ...schedulingChecks,
  ...handlesChecks,
  ...futureChecks,
  ...coroutineChecks,
  ...taskChecks,
  ...taskRegistryChecks,
  ...factoriesChecks,
  ...exceptionsChecks,
  ...timersChecks,
  ...cancellationChecks,
  ...successorChecks,
  ...transportsChecks,
  ...serverChecks,
  ...tlsChecks,
  ...datagramChecks,
  ...unixChecks,
  ...streamsChecks,
  ...contextChecks,
  ...waitingChecks,
  ...policyChecks,
  ...runnerChecks,
  ...anywhereChecks,
  ...programsChecks,
]
