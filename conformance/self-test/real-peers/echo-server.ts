/** A program: a server of the reference on Node that returns what it gets. It prints its port. */
import { NodeEventLoop } from '../../../reference/node.ts'
import type { Protocol, Transport } from '../../../spec/index.ts'

class Echo implements Protocol {
  #transport!: Transport

  connectionMade(transport: Transport): void {
    this.#transport = transport
  }

  dataReceived(data: Uint8Array): void {
    this.#transport.write(data)
  }
}

const loop = new NodeEventLoop()
const server = await loop.runUntilComplete(loop.createServer(() => new Echo(), '127.0.0.1', 0))
console.log(server.sockets[0]?.localAddress?.port)
await loop.runUntilComplete(server.serveForever())
