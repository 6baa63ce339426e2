import v8 from 'node:v8'
import vm from 'node:vm'
import { captureHost, type Host } from '../harness/index.ts'

/** The host of a check in Node, which can collect garbage when it is told to. */
export function captureNodeHost(): Host {
  let collect: (() => void) | undefined
  return { ...captureHost(), gc: () => (collect ??= findCollector())() }
}

/** Only contexts that are made after the flag was set have the function. */
function findCollector(): () => void {
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc') as () => void
  v8.setFlagsFromString('--no-expose-gc')
  return collect
}
