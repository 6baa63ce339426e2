/** One contender in a process of its own: each message names a row, and the reply is how long it took. */
import { NodeEventLoop, VirtualEventLoop } from '../reference/node.ts'
import { effect } from './contenders/effect.ts'
import { native } from './contenders/native.ts'
import { reference } from './contenders/reference.ts'
import type { Contender, Row, Workload } from './workload.ts'

const workloads: Partial<Record<Contender, Partial<Workload>>> = {
  native,
  effect,
  virtual: reference(() => new VirtualEventLoop()),
  node: reference(() => new NodeEventLoop()),
}

const workload = workloads[process.argv[2] as Contender]

process.on('message', ({ row, count }: { row: Row; count: number }) => {
  void measure(row, count).then((ms) => process.send?.({ ms }))
})

/** Milliseconds, or null if the contender does not have the row. */
async function measure(row: Row, count: number): Promise<number | null> {
  const work = workload?.[row]
  if (work === undefined) return null
  const started = performance.now()
  await work(count)
  return performance.now() - started
}
