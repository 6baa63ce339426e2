import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import v8 from 'node:v8'
import vm from 'node:vm'
import { captureHost, type Host } from '../harness/index.ts'
import { withPeers } from '../peers/index.ts'
import { withPrograms } from '../programs/with-programs.ts'
import { runtimeOf, type Runtime } from '../runtime.ts'
import { withForeignServer } from './foreign-server.ts'

/**
 * The host of a check in Node, or in a runtime that is like it. In Node it collects garbage and tells what keeps it alive. It has a
 * server that is not ours.
 */
export function captureNodeHost(runtime: Runtime = runtimeOf(globalThis)): Host {
  const resources = findResources(runtime)
  const gc = findCollector(runtime)
  return withPrograms(
    withPeers(
      withForeignServer({
        ...captureHost(),
        ...(resources === undefined ? {} : { keepingAlive: () => count(resources()) }),
        ...(canMeasure() ? { measureBusyTime } : {}),
        ...(gc === undefined ? {} : { gc }),
      }),
    ),
  )
}

/** Whether a program can make the host collect garbage. */
export function collectsGarbage(runtime: Runtime = runtimeOf(globalThis)): boolean {
  return findCollector(runtime) !== undefined || 'gc' in globalThis
}

/** Some runtimes have the function, and it never lists anything: a timer shows that. */
function findResources({ kind }: Runtime): (() => readonly string[]) | undefined {
  const { getActiveResourcesInfo } = process as Partial<Pick<typeof process, 'getActiveResourcesInfo'>>
  if (getActiveResourcesInfo === undefined || kind === 'node') return getActiveResourcesInfo
  const timer = setTimeout(() => undefined, 1000)
  const isListed = getActiveResourcesInfo().length > 0
  clearTimeout(timer)
  return isListed ? getActiveResourcesInfo : undefined
}

/** Bun has its own function. Others have none that a program can reach. */
function findCollector({ kind }: Runtime): (() => void) | undefined {
  if (kind === 'bun') {
    const { Bun } = globalThis as { Bun?: { gc?(force: boolean): void } }
    return typeof Bun?.gc === 'function' ? () => Bun.gc?.(true) : undefined
  }
  if (kind !== 'node') return undefined
  let collect: (() => void) | undefined
  return () => (collect ??= exposeCollector())()
}

function canMeasure(): boolean {
  return wantedTime() !== null || 'eventLoopUtilization' in performance
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
function exposeCollector(): () => void {
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc') as () => void
  v8.setFlagsFromString('--no-expose-gc')
  return collect
}
