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
    gc: () => (collect ??= findCollector())(),
  })
}

function count(resources: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const kind of resources) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** Only contexts that are made after the flag was set have the function. */
function findCollector(): () => void {
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc') as () => void
  v8.setFlagsFromString('--no-expose-gc')
  return collect
}
