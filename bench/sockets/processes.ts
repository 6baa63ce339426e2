/** The processes of the contenders. They need the root of the repository as working directory. */
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { authority } from '../../conformance/harness/index.ts'
import {
  datagramsUnderWay,
  mebibyte,
  messageSize,
  pieceSize,
  type Ports,
  type SocketClient,
} from './workload.ts'

export interface Work {
  readonly work: keyof SocketClient
  readonly port: number
  readonly tls: boolean
  readonly count: number
}

/** To serve, with the certificate and its key in a file; to do some work as a client; or to say how much processor time was used. */
export type Order = { readonly certificate: string } | Work | { readonly usage: true }

export interface SocketProcess {
  readonly ports: Ports
  /** How long the work took, in milliseconds. */
  measure(work: Work): Promise<number>
  /** The processor time of the process until now, in milliseconds. */
  usage(): Promise<number>
  end(): void
}

async function begin(
  ask: (order: Order) => Promise<unknown>,
  certificate: string,
  end: () => void,
): Promise<SocketProcess> {
  const ports = (await ask({ certificate })) as Ports
  return {
    ports,
    measure: async (work) => (await ask(work)) as number,
    usage: async () => (await ask({ usage: true })) as number,
    end,
  }
}

export function startInNode(name: 'raw' | 'reference', certificate: string): Promise<SocketProcess> {
  const child = fork(path.resolve('scripts/run-ts.mjs'), ['bench/sockets/contender.ts', name])
  const ask = async (order: Order): Promise<unknown> => {
    child.send(order)
    const [reply] = (await once(child, 'message')) as [unknown]
    return reply
  }
  return begin(ask, certificate, () => child.kill())
}

export function startInPython(
  name: 'asyncio' | 'uvloop',
  command: string,
  certificate: string,
): Promise<SocketProcess> {
  const sizes = JSON.stringify({ authority, datagramsUnderWay, mebibyte, messageSize, pieceSize })
  const child = spawn(command, ['bench/sockets/python.py', name, sizes], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ask = async (order: Order): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify(order)}\n`)
    const { value, done } = (await lines.next()) as IteratorResult<string, undefined>
    if (done === true) throw new Error(`The process of ${name} ended.`)
    return JSON.parse(value)
  }
  return begin(ask, certificate, () => child.kill())
}
