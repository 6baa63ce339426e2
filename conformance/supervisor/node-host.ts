import { performance } from 'node:perf_hooks'
import v8 from 'node:v8'
import vm from 'node:vm'
import { captureHost, type Host } from '../harness/index.ts'
import { withForeignServer } from './foreign-server.ts'

/** The host of a check in Node: it can collect garbage, says what keeps it alive, and has a server that is not ours. */
export function captureNodeHost(): Host {
  const { getActiveResourcesInfo } = process as Partial<Pick<typeof process, 'getActiveResourcesInfo'>>
  let collect: (() => void) | undefined
  return withForeignServer({
    ...captureHost(),
    ...(getActiveResourcesInfo === undefined ? {} : { keepingAlive: () => count(getActiveResourcesInfo()) }),
    measureBusyTime,
    gc: () => (collect ??= findCollector())(),
  })
}

function count(resources: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const kind of resources) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** A thread that blocks is not at work, and neither is one whose neighbours are: the smaller of the two measures. */
function measureBusyTime(): () => number {
  const loopBefore = performance.eventLoopUtilization()
  const processBefore = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(processBefore)
    return Math.min(performance.eventLoopUtilization(loopBefore).active, (user + system) / 1000)
  }
}

/** Only contexts that are made after the flag was set have the function. */
function findCollector(): () => void {
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc') as () => void
  v8.setFlagsFromString('--no-expose-gc')
  return collect
}
