import type { Check } from '../../harness/index.ts'
import { datagramsAnywhereChecks } from './datagrams.ts'
import { futuresAnywhereChecks } from './futures.ts'
import { outerFuturesAnywhereChecks } from './outer-futures.ts'
import { registryAnywhereChecks } from './registry.ts'
import { runsAnywhereChecks } from './runs.ts'
import { schedulingAnywhereChecks } from './scheduling.ts'
import { serversAnywhereChecks } from './servers.ts'
import { streamsAnywhereChecks } from './streams.ts'
import { successorAnywhereChecks } from './successor.ts'
import { tasksAnywhereChecks } from './tasks.ts'
import { transportsAnywhereChecks } from './transports.ts'
import { unixAnywhereChecks } from './unix.ts'
import { waitingAnywhereChecks } from './waiting.ts'

/**
 * Small acts at any place, in any life of a loop and often. They come last: each is about a clause, and uses much that other clauses
 * demand.
 */
export const anywhereChecks: readonly Check[] = [
  ...futuresAnywhereChecks,
  ...tasksAnywhereChecks,
  ...schedulingAnywhereChecks,
  ...registryAnywhereChecks,
  ...runsAnywhereChecks,
  ...waitingAnywhereChecks,
  ...outerFuturesAnywhereChecks,
  ...transportsAnywhereChecks,
  ...serversAnywhereChecks,
  ...datagramsAnywhereChecks,
  ...unixAnywhereChecks,
  ...streamsAnywhereChecks,
  ...successorAnywhereChecks,
]
