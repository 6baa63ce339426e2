import { connecting, transports } from './connections.ts'
import { contexts } from './contexts.ts'
import { exceptions } from './exceptions.ts'
import { creatingEndpoints, datagrams } from './datagrams.ts'
import type { Exercise } from './exercise.ts'
import { factories } from './factories.ts'
import { futures } from './futures.ts'
import { lifecycle } from './lifecycle.ts'
import { registry, runningLoop } from './registry.ts'
import { runners } from './runners.ts'
import { scheduling, timing } from './scheduling.ts'
import { creatingServers, servers } from './servers.ts'
import { streams } from './streams.ts'
import { tasks } from './tasks.ts'
import { groups, sleeping, waiting } from './waiting.ts'

/** The exercises by which a strange fault is told from the reference. They share nothing with the suite. */
export const exercises: readonly Exercise[] = [
  scheduling,
  timing,
  lifecycle,
  futures,
  tasks,
  factories,
  registry,
  runningLoop,
  contexts,
  exceptions,
  sleeping,
  waiting,
  groups,
  runners,
  transports,
  connecting,
  servers,
  creatingServers,
  datagrams,
  creatingEndpoints,
  streams,
]
