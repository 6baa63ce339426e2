import { createServer, type Server } from 'node:net'
import type {
  AddressInfo,
  BindOptions,
  Coroutine,
  EventLoop,
  ListeningSocket,
  SocketAddress,
  StreamSocket,
} from '../spec/interfaces/index.ts'
import { settle } from './node-connect.ts'
import { needReusePort } from './node-reuse-port.ts'
import { abandon, NodeSocket } from './node-socket.ts'
import { closeWith } from './open-handles.ts'

const everyAddress = ['0.0.0.0', '::']

/**
 * A Node server as a `ListeningSocket`: Node accepts at once, and the connections wait here. Node cannot bind a port without listening
 * at it, so a connection that comes before `listen()` waits too.
 */
export class NodeListeningSocket implements ListeningSocket {
  readonly type = 'stream'
  readonly localAddress: SocketAddress | null
  readonly #server: Server
  readonly #waiting: (NodeSocket | Error)[] = []
  #onReadable: (() => void) | null = null

  /** The Node server must listen, with the option `allowHalfOpen`. It and its connections end with the loop. */
  constructor(loop: EventLoop, server: Server) {
    this.#server = server
    closeWith(loop, server, () => this.close())
    const address = server.address()
    this.localAddress =
      address === null || typeof address === 'string' ? null : { host: address.address, port: address.port }
    // A socket that listens at every address does not know at which one a connection came.
    const known = everyAddress.includes(this.localAddress?.host ?? '') ? null : this.localAddress
    server.on('connection', (socket) => {
      closeWith(loop, socket, () => abandon(socket))
      this.#add(new NodeSocket(socket, known))
    })
    server.on('error', (error) => this.#add(error))
  }

  listen(): void {
    // It does so already.
  }

  accept(): StreamSocket | null {
    const next = this.#waiting.shift() ?? null
    if (next instanceof Error) throw next
    return next
  }

  whenReadable(callback: (() => void) | null): void {
    this.#onReadable = callback
    if (this.#waiting.length > 0) this.#tellReadable()
  }

  close(): void {
    this.#onReadable = null
    this.#server.close()
    for (const one of this.#waiting.splice(0)) if (one instanceof NodeSocket) one.abort()
  }

  #add(one: NodeSocket | Error): void {
    this.#waiting.push(one)
    this.#tellReadable()
  }

  #tellReadable(): void {
    const callback = this.#onReadable
    this.#onReadable = null
    callback?.()
  }
}

/**
 * A Node server that listens at one address: `bindSock` for a loop in Node. It leaves no socket open if it is cancelled or fails.
 * Throws the error of the system, such as `EADDRINUSE`, and `ValueError` for `reusePort` if this version of Node does not have it.
 */
export function* bindNodeSocket(
  loop: EventLoop,
  { address, family }: AddressInfo,
  { backlog, reusePort }: BindOptions,
): Coroutine<NodeListeningSocket> {
  if (reusePort === true) needReusePort()
  const server = createServer({ allowHalfOpen: true })
  const bound = loop.createFuture<undefined>()
  const onError = (error: Error): void => settle(loop, bound, error, undefined)
  server.once('error', onError)
  // The types of Node 20 do not know reusePort.
  const options = {
    ...address,
    backlog,
    exclusive: true,
    ipv6Only: family === 6,
    reusePort: reusePort === true,
  }
  server.listen(options, () => settle(loop, bound, null, undefined))
  let done = false
  try {
    yield* bound
    done = true
  } finally {
    if (!done) server.close()
  }
  server.off('error', onError)
  return new NodeListeningSocket(loop, server)
}
