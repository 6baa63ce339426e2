import { createSocket, type Socket, type SocketOptions } from 'node:dgram'
import type {
  Coroutine,
  Datagram,
  DatagramRoute,
  DatagramSocket,
  DatagramSocketOptions,
  EventLoop,
  SocketAddress,
} from '../spec/interfaces/index.ts'
import { settle } from './node-connect.ts'
import { needReusePort } from './node-reuse-port.ts'
import { closeWith } from './open-handles.ts'

/** How many bytes may wait to be received, and in Node to be sent. Beyond it datagrams are dropped, as a system does it, or not taken. */
const mostWaiting = 256 * 1024

/** A Node datagram socket, which pushes, as a `DatagramSocket`, which is polled. */
export class NodeDatagramSocket implements DatagramSocket {
  readonly type = 'datagram'
  readonly localAddress: SocketAddress | null
  readonly remoteAddress: SocketAddress | null
  readonly #socket: Socket
  readonly #arrived: (Datagram | Error)[] = []
  #arrivedBytes = 0
  #underWay = 0
  #closed = false
  #onReadable: (() => void) | null = null
  #onWritable: (() => void) | null = null

  /** The Node socket must be bound. */
  constructor(socket: Socket) {
    this.#socket = socket
    this.localAddress = addressOf(() => socket.address())
    this.remoteAddress = addressOf(() => socket.remoteAddress())
    socket.on('message', (data, { address, port }) => {
      if (this.#arrivedBytes > mostWaiting) return
      this.#arrivedBytes += data.length
      this.#add({ data, addr: { host: address, port } })
    })
    socket.on('error', (error) => this.#add(error))
  }

  receiveFrom(): Datagram | null {
    const next = this.#arrived.shift() ?? null
    if (next instanceof Error) throw next
    this.#arrivedBytes -= next?.data.length ?? 0
    return next
  }

  sendTo(data: Uint8Array, addr: SocketAddress | null): boolean {
    if (this.#isFull()) return false
    const sent = (error: Error | null): void => {
      this.#underWay--
      if (error !== null && !this.#closed) this.#add(error)
      if (this.#closed && this.#underWay === 0) this.#socket.close()
      else this.#tellWritable()
    }
    this.#underWay++
    if (addr === null) this.#socket.send(data, sent)
    else this.#socket.send(data, addr.port, addr.host, sent)
    return true
  }

  whenReadable(callback: (() => void) | null): void {
    this.#onReadable = callback
    if (this.#arrived.length > 0) this.#tellReadable()
  }

  whenWritable(callback: (() => void) | null): void {
    this.#onWritable = callback
    if (!this.#isFull()) this.#tellWritable()
  }

  /** Whether the system takes nothing. Most datagrams are sent before `send()` returns, and do not wait. */
  #isFull(): boolean {
    return this.#socket.getSendQueueSize() > mostWaiting
  }

  /** The datagrams that it has taken still go out. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#onReadable = this.#onWritable = null
    if (this.#underWay === 0) this.#socket.close()
  }

  #add(one: Datagram | Error): void {
    this.#arrived.push(one)
    this.#tellReadable()
  }

  #tellReadable(): void {
    const callback = this.#onReadable
    this.#onReadable = null
    callback?.()
  }

  #tellWritable(): void {
    const callback = this.#onWritable
    this.#onWritable = null
    callback?.()
  }
}

/**
 * A Node datagram socket that is bound and connected: `openDatagramSock` for a loop in Node. It leaves no socket open if it is
 * cancelled or fails. Throws the error of the system, such as `EADDRINUSE`, and `ValueError` for `reusePort` if this version of Node
 * does not have it.
 */
export function* openNodeDatagramSocket(
  loop: EventLoop,
  { family, local, remote }: DatagramRoute,
  { reusePort, allowBroadcast }: DatagramSocketOptions,
): Coroutine<NodeDatagramSocket> {
  if (reusePort === true) needReusePort()
  // The types of Node 20 do not know reusePort.
  const options: SocketOptions & { readonly reusePort: boolean } = {
    type: family === 6 ? 'udp6' : 'udp4',
    reusePort: reusePort === true,
    ipv6Only: family === 6,
    // Addresses are numeric here. Node would look them up all the same, and send later.
    lookup: (host, _options, done) => done(null, host, family),
  }
  const socket = createSocket(options)
  let opened: NodeDatagramSocket | null = null
  closeWith(loop, socket, () => {
    try {
      ;(opened ?? socket).close()
    } catch {
      // It was closed a moment ago.
    }
  })
  let done = false
  try {
    yield* once(loop, socket, (ready) =>
      socket.bind({ port: local?.port ?? 0, address: local?.host ?? '', exclusive: true }, ready),
    )
    if (allowBroadcast === true) socket.setBroadcast(true)
    else if (remote !== null)
      yield* once(loop, socket, (ready) => socket.connect(remote.port, remote.host, ready))
    done = true
  } finally {
    if (!done) socket.close()
  }
  opened = new NodeDatagramSocket(socket)
  return opened
}

/** Waits for the callback, or throws the error that the socket meets instead. */
function* once(loop: EventLoop, socket: Socket, start: (ready: () => void) => void): Coroutine<void> {
  const future = loop.createFuture<undefined>()
  const onError = (error: Error): void => settle(loop, future, error, undefined)
  socket.once('error', onError)
  start(() => settle(loop, future, null, undefined))
  yield* future
  socket.off('error', onError)
}

function addressOf(ask: () => { readonly address: string; readonly port: number }): SocketAddress | null {
  try {
    const { address, port } = ask()
    return { host: address, port }
  } catch {
    return null
  }
}
