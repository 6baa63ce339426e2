/** Unix sockets of the candidate, whose protocols record what happens to them. */
import type {
  ListeningSocket,
  Server,
  Transport,
  UnixEventLoop,
  UnixHooks,
  UnixServerOptions,
} from '../../../spec/index.ts'
import type { CheckContext, PeerConnection, Peers } from '../../harness/index.ts'
import { RecordingProtocol, type Behaviour } from './connections.ts'
import { connectTo, runUntil } from './servers.ts'
import { pairOf } from './pairs.ts'

export interface UnixServing {
  readonly loop: UnixEventLoop
  readonly server: Server
  readonly path: string
  readonly peers: Peers
  /** The protocols, in the order in which they were made. Their calls are in the trace as `connection 1: connectionMade`. */
  readonly protocols: readonly RecordingProtocol[]
  connect(): PeerConnection
  /** Runs the loop until the condition holds. `what` is what a check that never ends waits for. */
  until(what: string, condition: () => boolean): Promise<void>
}

interface Setting extends UnixServerOptions {
  readonly behaviour?: Behaviour
  readonly loop?: UnixEventLoop
  readonly path?: string
}

export const newUnixLoop = (t: CheckContext): UnixEventLoop => t.newEventLoop() as UnixEventLoop

/** A socket that is bound to the path. It does not listen yet, unless the host cannot help it. */
export async function socketAtPath(
  t: CheckContext,
  loop: UnixEventLoop,
  path: string,
): Promise<ListeningSocket> {
  const hooks = loop as UnixEventLoop & Partial<UnixHooks>
  const { bindPath } = hooks
  if (bindPath === undefined) t.skipWithout('bindSock')
  t.waitingFor = 'bindPath() to return'
  const sock = await loop.runUntilComplete(bindPath.call(hooks, path, {}))
  t.waitingFor = 'the run to end'
  return sock
}

/** A server at a new path, or with `sock` and `path` at a socket that is bound to the path. */
export async function serveAtPath(
  t: CheckContext,
  { behaviour = {}, loop = newUnixLoop(t), path, ...options }: Setting = {},
): Promise<UnixServing> {
  const peers = t.peersOf(loop)
  const at = path ?? peers.files.newPath()
  const protocols: RecordingProtocol[] = []
  const factory = (): RecordingProtocol => {
    const protocol = new RecordingProtocol(t, behaviour, `connection ${String(protocols.length + 1)}: `)
    protocols.push(protocol)
    return protocol
  }
  t.waitingFor = 'createUnixServer() to return'
  const server = await loop.runUntilComplete(
    loop.createUnixServer(factory, options.sock ? null : at, options),
  )
  t.waitingFor = 'the run to end'
  return {
    loop,
    server,
    path: at,
    peers,
    protocols,
    connect: () => connectTo(t, loop, { path: at }),
    until: (what, condition) => runUntil(t, loop, what, condition),
  }
}

export interface UnixClient {
  readonly loop: UnixEventLoop
  readonly transport: Transport
  readonly protocol: RecordingProtocol
  readonly peer: PeerConnection
  until(what: string, condition: () => boolean): Promise<void>
}

/** A connection of a new loop to a peer that listens at a path. */
export async function connectToPath(t: CheckContext): Promise<UnixClient> {
  const loop = newUnixLoop(t)
  const peers = t.peersOf(loop)
  const path = peers.files.newPath()
  const listening = peers.listen({ path })
  const protocol = new RecordingProtocol(t)
  t.waitingFor = 'createUnixConnection() to return'
  const [transport] = pairOf(
    t,
    await loop.runUntilComplete(loop.createUnixConnection(() => protocol, path)),
    'createUnixConnection()',
  )
  t.waitingFor = 'the run to end'
  const until = (what: string, condition: () => boolean): Promise<void> => runUntil(t, loop, what, condition)
  const accepted: PeerConnection[] = []
  await until('the peer to accept', () => accepted.push(...listening.accepted()) >= 1)
  return { loop, transport, protocol, peer: accepted[0] as PeerConnection, until }
}
