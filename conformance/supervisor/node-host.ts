import process from 'node:process'
import v8 from 'node:v8'
import vm from 'node:vm'
import { captureHost, type Host } from '../harness/index.ts'
import { withForeignServer } from './foreign-server.ts'

/**
 * The host of a check in Node: it can collect garbage when it is told to, says what keeps the process alive, and has a
 * server that is not ours.
 */
export function captureNodeHost(): Host {
  let collect: (() => void) | undefined
  return withForeignServer({
    ...captureHost(),
    gc: () => (collect ??= findCollector())(),
    keepsAlive: () => process.getActiveResourcesInfo(),
  })
}

/** Only contexts that are made after the flag was set have the function. */
function findCollector(): () => void {
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc') as () => void
  v8.setFlagsFromString('--no-expose-gc')
  return collect
}
