/** The thread of the peers. It takes one step after another, and answers each. */
import { workerData } from 'node:worker_threads'
import type { Answer, Ask, PeerThreadData } from '../wire.ts'
import { streamSteps } from './streams.ts'

const steps = streamSteps as unknown as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>
const { answers, port } = workerData as PeerThreadData

async function take([step, ...args]: Ask): Promise<Answer> {
  try {
    return { value: await steps[step]?.(...args) }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return { code: code ?? 'EIO', message }
  }
}

port.on('message', (ask: Ask) => {
  void take(ask).then((answer) => {
    port.postMessage(answer)
    Atomics.add(answers, 0, 1)
    Atomics.notify(answers, 0)
  })
})
