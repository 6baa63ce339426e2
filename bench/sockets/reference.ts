/** The loop of the reference on Node. */
import { NodeEventLoop } from '../../reference/node.ts'
import type {
  Coroutine,
  DatagramProtocol,
  DatagramTransport,
  Protocol,
  Server,
  ServerOptions,
  SettableFuture,
  SocketAddress,
  Transport,
} from '../../spec/index.ts'
import { authority, here } from '../../conformance/harness/index.ts'
import {
  datagramsUnderWay,
  mebibyte,
  messageSize,
  pieceSize,
  type Ports,
  type SocketClient,
  type SocketContender,
} from './workload.ts'

const host = '127.0.0.1'

class Connected implements Protocol {
  transport!: Transport

  connectionMade(transport: Transport): void {
    this.transport = transport
  }
}

class Echo extends Connected {
  dataReceived(data: Uint8Array): void {
    this.transport.write(data)
  }
}

const dot = new Uint8Array(1)

class Sink extends Connected {
  #received = 0

  dataReceived(data: Uint8Array): void {
    this.#received += data.length
    for (; this.#received >= mebibyte; this.#received -= mebibyte) this.transport.write(dot)
  }
}

class DatagramEcho implements DatagramProtocol {
  #transport!: DatagramTransport

  connectionMade(transport: DatagramTransport): void {
    this.#transport = transport
  }

  datagramReceived(data: Uint8Array, addr: SocketAddress): void {
    this.#transport.sendto(data, addr)
  }
}

function* start(loop: NodeEventLoop): Coroutine<Ports> {
  const portOf = ({ sockets: [socket] }: Server): number => socket?.localAddress?.port ?? 0
  function* listen(factory: () => Protocol, options: ServerOptions = {}): Coroutine<number> {
    return portOf(yield* loop.createServer(factory, host, 0, options))
  }
  const localAddr = { host, port: 0 }
  const [datagrams] = yield* loop.createDatagramEndpoint(() => new DatagramEcho(), { localAddr })
  return {
    echo: yield* listen(() => new Echo()),
    sink: yield* listen(() => new Sink()),
    tlsEcho: yield* listen(() => new Echo(), { ssl: here }),
    tlsSink: yield* listen(() => new Sink(), { ssl: here }),
    datagramEcho: (datagrams.getExtraInfo('sockname') as SocketAddress).port,
  }
}

/** A client that waits for bytes, for the right to write, and for the end. */
class Client extends Connected {
  readonly #loop: NodeEventLoop
  #missing = 0
  #all: SettableFuture<undefined> | null = null
  #writable: SettableFuture<undefined> | null = null
  readonly #over: SettableFuture<undefined>

  constructor(loop: NodeEventLoop) {
    super()
    this.#loop = loop
    this.#over = loop.createFuture()
  }

  dataReceived(data: Uint8Array): void {
    this.#missing -= data.length
    if (this.#missing <= 0 && this.#all?.done() === false) this.#all.setResult(undefined)
  }

  pauseWriting(): void {
    this.#writable = this.#loop.createFuture()
  }

  resumeWriting(): void {
    this.#writable?.setResult(undefined)
    this.#writable = null
  }

  connectionLost(): void {
    this.#over.setResult(undefined)
  }

  /** Call it before the bytes can come. */
  expect(count: number): SettableFuture<undefined> {
    this.#missing = count
    return (this.#all = this.#loop.createFuture())
  }

  *drain(): Coroutine<void> {
    if (this.#writable !== null) yield* this.#writable
  }

  *close(): Coroutine<void> {
    this.transport.close()
    yield* this.#over
  }
}

/** Sends a message for each that has come back. */
class RoundTrips extends Connected {
  readonly #done: SettableFuture<undefined>
  readonly #message = new Uint8Array(messageSize)
  #left: number
  #missing = messageSize

  constructor(done: SettableFuture<undefined>, count: number) {
    super()
    this.#done = done
    this.#left = count
  }

  override connectionMade(transport: Transport): void {
    super.connectionMade(transport)
    transport.write(this.#message)
  }

  dataReceived(data: Uint8Array): void {
    this.#missing -= data.length
    if (this.#missing > 0) return
    this.#missing = messageSize
    if (--this.#left === 0) this.#done.setResult(undefined)
    else this.transport.write(this.#message)
  }
}

class DatagramClient implements DatagramProtocol {
  readonly #done: SettableFuture<undefined>
  readonly #message = new Uint8Array(messageSize)
  readonly #count: number
  #transport!: DatagramTransport
  #sent = 0
  #arrived = 0

  constructor(done: SettableFuture<undefined>, count: number) {
    this.#done = done
    this.#count = count
  }

  connectionMade(transport: DatagramTransport): void {
    this.#transport = transport
    for (let index = 0; index < datagramsUnderWay; index++) this.#send()
  }

  datagramReceived(): void {
    if (++this.#arrived === this.#count) this.#done.setResult(undefined)
    else this.#send()
  }

  #send(): void {
    if (this.#sent++ < this.#count) this.#transport.sendto(this.#message)
  }
}

const loop = new NodeEventLoop()
const secure = { ssl: { ca: authority }, serverHostname: 'localhost' }

function* open<P extends Protocol>(factory: () => P, port: number, tls: boolean): Coroutine<P> {
  const [, protocol] = yield* loop.createConnection(factory, host, port, tls ? secure : {})
  return protocol
}

const work = {
  *connect(port: number, tls: boolean, count: number): Coroutine<void> {
    for (let index = 0; index < count; index++) {
      const client = yield* open(() => new Client(loop), port, tls)
      const all = client.expect(1)
      client.transport.write(dot)
      yield* all
      yield* client.close()
    }
  },
  *roundTrip(port: number, tls: boolean, count: number): Coroutine<void> {
    const done = loop.createFuture<undefined>()
    const { transport } = yield* open(() => new RoundTrips(done, count), port, tls)
    yield* done
    transport.abort()
  },
  *upload(port: number, tls: boolean, count: number): Coroutine<void> {
    const client = yield* open(() => new Client(loop), port, tls)
    const piece = new Uint8Array(pieceSize)
    const all = client.expect(count)
    for (let sent = 0; sent < count * mebibyte; sent += pieceSize) {
      client.transport.write(piece)
      yield* client.drain()
    }
    yield* all
    client.transport.abort()
  },
  *datagram(port: number, _tls: boolean, count: number): Coroutine<void> {
    const done = loop.createFuture<undefined>()
    const remoteAddr = { host, port }
    const [transport] = yield* loop.createDatagramEndpoint(() => new DatagramClient(done, count), {
      remoteAddr,
    })
    yield* done
    transport.abort()
  },
}

const run =
  (name: keyof typeof work): SocketClient[keyof SocketClient] =>
  (...args) =>
    loop.runUntilComplete(work[name](...args))

export const reference: SocketContender = {
  async serve() {
    // A loop of its own: it goes on while the other one is measured.
    const serving = new NodeEventLoop()
    const ports = await serving.runUntilComplete(start(serving))
    void serving.runForever()
    return ports
  },
  client: {
    connect: run('connect'),
    roundTrip: run('roundTrip'),
    upload: run('upload'),
    datagram: run('datagram'),
  },
}
