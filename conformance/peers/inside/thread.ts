/** The thread of the peers. It takes one step after another, and replies to each. */
import { workerData } from 'node:worker_threads'
import type { Reply, Ask, PeerThreadData } from '../wire.ts'
import { datagramSteps, forgetDatagrams } from './datagrams.ts'
import { streamSteps } from './streams.ts'
import { tlsSteps } from './tls.ts'

const forget = (): void => {
  streamSteps.forget()
  forgetDatagrams()
}
const steps = { ...streamSteps, ...tlsSteps, ...datagramSteps, forget } as unknown as Readonly<
  Record<string, (...args: readonly unknown[]) => unknown>
>
const { replies, port } = workerData as PeerThreadData

async function take([step, ...args]: Ask): Promise<Reply> {
  try {
    return { value: await steps[step]?.(...args) }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return { code: code ?? 'EIO', message }
  }
}

port.on('message', (ask: Ask) => {
  void take(ask).then((reply) => {
    port.postMessage(reply)
    Atomics.add(replies, 0, 1)
    Atomics.notify(replies, 0)
  })
})
