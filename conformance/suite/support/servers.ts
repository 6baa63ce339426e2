/** A server of the candidate on 127.0.0.1, whose connections record what happens to them. */
import type {
  Coroutine,
  EventLoop,
  ListeningSocket,
  Port,
  Server,
  ServerEventLoop,
  ServerHooks,
  ServerOptions,
  StreamSocket,
} from '../../../spec/index.ts'
import {
  networkOf,
  oneOf,
  PeerError,
  type Attempt,
  type CheckContext,
  type PeerAddress,
  type PeerConnection,
  type PeerState,
  type PeerTlsState,
} from '../../harness/index.ts'
import { bytes, RecordingProtocol, text, type Behaviour } from './connections.ts'

export interface Serving {
  readonly loop: ServerEventLoop
  readonly server: Server
  /** The port of its first socket, while it is open. */
  readonly port: number
  /** The protocols, in the order in which they were made. Their calls are in the trace as `connection 1: connectionMade`. */
  readonly protocols: readonly RecordingProtocol[]
  /** Opens a connection to the server. The system accepts it; the loop need not have done so yet. */
  connect(): PeerConnection
  /** Runs the loop until the condition holds. `what` is what a check that never ends waits for: "the server to accept". */
  until(what: string, condition: () => boolean): Promise<void>
}

interface Setting extends ServerOptions {
  /** What each protocol does in addition to recording. */
  readonly behaviour?: Behaviour
  /** What a factory does before it makes a protocol. `count`: how many it has made, with this one. */
  readonly beforeProtocol?: (count: number) => void
  /** The loop of another server. Default: a new one. */
  readonly loop?: ServerEventLoop
  readonly host?: string | readonly string[] | null
  readonly port?: Port
  /** Comes before `connection 1: connectionMade` in the trace, if there are two servers. */
  readonly name?: string
  /** Done in the task that creates the server, before it does so. */
  readonly inTask?: () => void
}

export const local = '127.0.0.1'

/** A server, which serves unless the options say otherwise. */
export async function serve(t: CheckContext, setting: Setting = {}): Promise<Serving> {
  const {
    behaviour = {},
    beforeProtocol,
    loop: given,
    host = local,
    port = 0,
    name = '',
    inTask,
    ...options
  } = setting
  const loop = given ?? (t.newEventLoop() as ServerEventLoop)
  const protocols: RecordingProtocol[] = []
  let count = 0
  const factory = (): RecordingProtocol => {
    beforeProtocol?.(++count)
    const protocol = new RecordingProtocol(
      t,
      behaviour,
      `${name}connection ${String(protocols.length + 1)}: `,
    )
    protocols.push(protocol)
    return protocol
  }
  t.waitingFor = 'createServer() to return'
  const create = function* (): Coroutine<Server> {
    inTask?.()
    return yield* loop.createServer(factory, host, port, options)
  }
  const creating = inTask === undefined ? loop.createServer(factory, host, port, options) : create()
  const server = await loop.runUntilComplete(creating)
  t.waitingFor = 'the run to end'
  return {
    loop,
    server,
    get port() {
      return portOf(t, server)
    },
    protocols,
    connect: () => connectTo(t, loop, { host: local, port: portOf(t, server) }),
    until: (what, condition) => runUntil(t, loop, what, condition),
  }
}

/** A peer that is connected to the address. */
export function connectTo(t: CheckContext, loop: EventLoop, address: PeerAddress): PeerConnection {
  try {
    return t.peersOf(loop).connect(address)
  } catch (error) {
    if (!(error instanceof PeerError)) throw error
    const where = 'path' in address ? 'its path' : `${address.host} port ${String(address.port)}`
    return t.fail({
      message: `A peer could not connect to ${where}: ${error.code}.`,
      expected: 'a peer can connect to the server',
      actual: `the peer got ${error.code}`,
    })
  }
}

/** A socket that is bound to a free port. It does not listen yet, unless the host cannot help it. */
export async function boundSocket(t: CheckContext, loop: ServerEventLoop): Promise<ListeningSocket> {
  const hooks = loop as ServerEventLoop & Partial<ServerHooks>
  const { bindSock } = hooks
  if (bindSock === undefined) t.skipWithout('bindSock')
  const address = { host: local, port: 0 }
  t.waitingFor = 'bindSock() to return'
  const sock = await loop.runUntilComplete(
    bindSock.call(hooks, { family: 4, type: 'stream', proto: 6, canonname: '', address }, {}),
  )
  t.waitingFor = 'the run to end'
  return sock
}

/** Runs the loop until a peer has connected to the socket, and returns the socket of the connection. */
export async function acceptFrom(
  t: CheckContext,
  loop: ServerEventLoop,
  sock: ListeningSocket,
): Promise<StreamSocket> {
  let accepted: StreamSocket | null = null
  await runUntil(t, loop, 'the host to accept a connection', () => (accepted ??= sock.accept()) !== null)
  return accepted as unknown as StreamSocket
}

/** A connection that the check has accepted itself. */
export async function acceptedSocket(
  t: CheckContext,
): Promise<{ loop: ServerEventLoop; sock: StreamSocket; peer: PeerConnection }> {
  const loop = t.newEventLoop() as ServerEventLoop
  const listening = await boundSocket(t, loop)
  listening.listen(5)
  const { localAddress } = listening
  if (localAddress === null) throw new Error('A socket that is bound has an address.')
  const peer = connectTo(t, loop, localAddress)
  const sock = await acceptFrom(t, loop, listening)
  listening.close()
  return { loop, sock, peer }
}

/** The code of the error with which a peer is refused; null if it is connected. */
export function refusal(t: CheckContext, loop: ServerEventLoop, port: number): string | null {
  try {
    t.peersOf(loop).connect({ host: local, port })
    return null
  } catch (error) {
    if (!(error instanceof PeerError)) throw error
    return error.code
  }
}

/** Creates a server, and returns what became of that. */
export function attemptToServe(t: CheckContext, setting: Setting): Promise<Attempt<Serving>> {
  return t.attemptAsync(() => serve(t, setting))
}

/** The port at which the server listens. */
export function portOf(t: CheckContext, server: Server): number {
  const address = server.sockets[0]?.localAddress
  if (address) return address.port
  return t.fail({
    message: 'The server does not tell where it listens.',
    expected: 'sockets[0] of the server has an address',
    actual: `the server has ${String(server.sockets.length)} sockets`,
  })
}

/** How long the loop runs before the condition is looked at again. */
const stepMs = 1
/** On a network in memory nothing takes long: what has not happened by then never does. Most such loops have a clock that jumps. */
const mostSteps = 100_000

/** Runs the loop, a millisecond at a time, until the condition holds. */
export async function runUntil(
  t: CheckContext,
  loop: EventLoop,
  what: string,
  condition: () => boolean,
): Promise<void> {
  const before = t.waitingFor
  t.waitingFor = what
  const isInMemory = networkOf(loop) !== null
  for (let steps = 0; !condition() && !t.finished; steps++) {
    if (isInMemory && steps === mostSteps) failInVain(t, what)
    loop.callLater(stepMs, () => loop.stop())
    await loop.runForever()
  }
  t.waitingFor = before
}

function failInVain(t: CheckContext, what: string): never {
  const waited = `${String(mostSteps * stepMs)} ms of the loop's clock`
  return t.fail({
    message: `Gave up waiting for ${what}: the loop ran for ${waited}.`,
    expected: what,
    actual: `it had not happened after ${waited}`,
  })
}

/** Enough of a text to compare it. */
const mostKept = 1000

/** Everything that a peer has seen, look after look. */
export class Seen {
  /** The first thousand bytes. */
  received = ''
  /** How many bytes it has received. */
  count = 0
  ended = false
  tls: PeerTlsState | null = null
  error: string | null = null
  readonly #peer: PeerConnection

  constructor(peer: PeerConnection) {
    this.#peer = peer
  }

  /** Looks again. Returns itself, so that a condition can be asked of it. */
  look(): this {
    const { received, ended, error, tls }: PeerState = this.#peer.look()
    this.count += received.length
    this.received = (this.received + text(received.subarray(0, mostKept))).slice(0, mostKept)
    this.tls = tls
    this.ended = ended
    this.error = error
    return this
  }
}

/** What is no backlog. */
export const wrongBacklogs = oneOf<number>(
  ["the text '5'", () => '5' as unknown as number],
  ['1.5', () => 1.5],
)

export const echo: Behaviour = {
  dataReceived: (transport, data) => transport.write(data as Uint8Array),
}

/** Runs the loop until what the peer sends has come back, or the connection has ended. Returns what has come back. */
export async function roundTrip({ until }: Pick<Serving, 'until'>, peer: PeerConnection): Promise<string> {
  const seen = new Seen(peer)
  peer.send(bytes('ping'))
  await until('the peer to get the echo', () => {
    const { received, ended, error } = seen.look()
    return received.length >= 4 || ended || error !== null
  })
  return seen.received
}
