/** A server of the candidate on 127.0.0.1, whose connections record what happens to them. */
import type { Server, ServerEventLoop, ServerOptions } from '../../../spec/index.ts'
import type { CheckContext, PeerConnection, PeerState } from '../../harness/index.ts'
import { RecordingProtocol, text, type Behaviour } from './connections.ts'

export interface Serving {
  readonly loop: ServerEventLoop
  readonly server: Server
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
}

/** A server of a new loop, which serves unless the options say otherwise. */
export async function serve(t: CheckContext, { behaviour = {}, ...options }: Setting = {}): Promise<Serving> {
  const loop = t.newEventLoop() as ServerEventLoop
  const peers = t.peersOf(loop)
  const protocols: RecordingProtocol[] = []
  const factory = (): RecordingProtocol => {
    const protocol = new RecordingProtocol(t, behaviour, `connection ${String(protocols.length + 1)}: `)
    protocols.push(protocol)
    return protocol
  }
  t.waitingFor = 'createServer() to return'
  const server = await loop.runUntilComplete(loop.createServer(factory, '127.0.0.1', 0, options))
  const port = portOf(t, server)
  return {
    loop,
    server,
    port,
    protocols,
    connect: () => peers.connect({ host: '127.0.0.1', port }),
    until: (what, condition) => runUntil(t, loop, what, condition),
  }
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

/** Runs the loop, a millisecond at a time, until the condition holds. */
export async function runUntil(
  t: CheckContext,
  loop: ServerEventLoop,
  what: string,
  condition: () => boolean,
): Promise<void> {
  const before = t.waitingFor
  t.waitingFor = what
  while (!condition() && !t.finished) {
    loop.callLater(stepMs, () => loop.stop())
    await loop.runForever()
  }
  t.waitingFor = before
}

/** Everything that a peer has seen, look after look. */
export class Seen {
  received = ''
  ended = false
  error: string | null = null
  readonly #peer: PeerConnection

  constructor(peer: PeerConnection) {
    this.#peer = peer
  }

  /** Looks again. Returns itself, so that a condition can be asked of it. */
  look(): this {
    const { received, ended, error }: PeerState = this.#peer.look()
    this.received += text(received)
    this.ended = ended
    this.error = error
    return this
  }
}
