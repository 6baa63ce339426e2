import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import v8 from 'node:v8'
import vm from 'node:vm'
import { captureHost, type Host } from '../harness/index.ts'
import { withPrograms } from '../programs/with-programs.ts'
import { withForeignServer } from './foreign-server.ts'

/** The host of a check in Node. It collects garbage, tells what keeps it alive, and has a server that is not ours. */
export function captureNodeHost(): Host {
  const { getActiveResourcesInfo } = process as Partial<Pick<typeof process, 'getActiveResourcesInfo'>>
  let collect: (() => void) | undefined
  return withPrograms(
    withForeignServer({
      ...captureHost(),
      ...(getActiveResourcesInfo === undefined
        ? {}
        : { keepingAlive: () => count(getActiveResourcesInfo()) }),
      measureBusyTime,
      gc: () => (collect ??= findCollector())(),
    }),
  )
}

function count(resources: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const kind of resources) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/**
 * The system knows how long this thread has run and how long it waited for a processor. Without that, a thread that blocks does
 * not work, and one whose neighbours work does not either, so the smaller of two measures is right.
 */
function measureBusyTime(): () => number {
  const before = wantedTime()
  if (before !== null) return () => (wantedTime() ?? NaN) - before
  const loopBefore = performance.eventLoopUtilization()
  const processBefore = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(processBefore)
    return Math.min(performance.eventLoopUtilization(loopBefore).active, (user + system) / 1000)
  }
}

/** How long this thread has run or waited for a processor, in milliseconds. Null on systems that do not tell: only Linux does. */
function wantedTime(): number | null {
  try {
    const [ran = NaN, waited = NaN] = readFileSync('/proc/thread-self/schedstat', 'utf8')
      .split(' ')
      .map(Number)
    return Number.isFinite(ran + waited) ? (ran + waited) / 1e6 : null
  } catch {
    return null
  }
}

/** Only a context that is made after the flag was set has the function. */
function findCollector(): () => void {
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc') as () => void
  v8.setFlagsFromString('--no-expose-gc')
  return collect
}
