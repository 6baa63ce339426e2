/** One contender in a process of its own. Each message is an order, see `Order`, and the reply is its result. */
import { rawNode } from './raw-node.ts'
import { reference } from './reference.ts'
import type { Order } from './processes.ts'

const contender = process.argv[2] === 'reference' ? reference : rawNode

process.on('message', (order: Order) => {
  void follow(order).then((reply) => process.send?.(reply))
})

async function follow(order: Order): Promise<unknown> {
  if ('certificate' in order) return contender.serve()
  if ('usage' in order) {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  const started = performance.now()
  await contender.client[order.work](order.port, order.tls, order.count)
  return performance.now() - started
}
