/** A server of the reference in a process of its own, which returns what it gets. The parent asks it how it fares. */
import { NodeEventLoop } from '../../reference/node.ts'
import type { Protocol, Transport } from '../../spec/index.ts'
import { measureMemory, type Memory } from './memory.ts'

export type Ask = 'address' | 'state' | 'memory'

export interface State {
  readonly made: number
  readonly lost: number
}

export type Reply = { readonly port: number } | State | Memory

let made = 0
let lost = 0

class Echo implements Protocol {
  #transport!: Transport

  connectionMade(transport: Transport): void {
    this.#transport = transport
    made++
  }

  dataReceived(data: Uint8Array): void {
    this.#transport.write(data)
  }

  /** A client that does not read is not read from. */
  pauseWriting(): void {
    this.#transport.pauseReading()
  }

  resumeWriting(): void {
    this.#transport.resumeReading()
  }

  connectionLost(): void {
    lost++
  }
}

const loop = new NodeEventLoop()
const server = await loop.runUntilComplete(
  loop.createServer(() => new Echo(), '127.0.0.1', 0, { backlog: 1000 }),
)
void loop.runForever()

const replies: Readonly<Record<Ask, () => Reply>> = {
  address: () => ({ port: server.sockets[0]?.localAddress?.port ?? 0 }),
  state: () => ({ made, lost }),
  memory: measureMemory,
}

process.on('message', (ask: Ask) => process.send?.(replies[ask]()))
