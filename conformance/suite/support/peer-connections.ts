/** A connection of the candidate to a peer of the kit. It goes over TCP, or over the network in memory of the loop. */
import type { Protocol, ServerEventLoop, Transport } from '../../../spec/index.ts'
import type { CheckContext, PeerConnection, PeerServer } from '../../harness/index.ts'
import { runUntil, Seen } from './servers.ts'
import { pairOf } from './pairs.ts'

export interface Listening {
  readonly loop: ServerEventLoop
  readonly peers: PeerServer
  /** A task that connects to the peers. */
  connecting(factory: () => Protocol): ReturnType<ServerEventLoop['createTask']>
  /** Runs the loop until the condition holds. */
  until(what: string, condition: () => boolean): Promise<void>
}

/** A new loop of the candidate, and peers that wait for its connections. */
export function listenFor(t: CheckContext): Listening {
  const loop = t.newEventLoop() as ServerEventLoop
  const peers = t.peersOf(loop).listen()
  const { address } = peers
  if (!('port' in address)) throw new Error('A peer listens at a port unless it is given a path.')
  return {
    loop,
    peers,
    connecting: (factory) => loop.createTask(loop.createConnection(factory, address.host, address.port)),
    until: (what, condition) => runUntil(t, loop, what, condition),
  }
}

export interface PeerConnected extends Listening {
  readonly transport: Transport
  readonly peer: PeerConnection
  /** What the peer has seen. */
  readonly seen: Seen
}

/** A connection with this protocol, which a peer has accepted. */
export async function connectToPeer(t: CheckContext, protocol: Protocol): Promise<PeerConnected> {
  const listening = listenFor(t)
  const { loop, peers, connecting, until } = listening
  t.waitingFor = 'createConnection() to a peer'
  const [transport] = pairOf(
    t,
    (await loop.runUntilComplete(connecting(() => protocol))) as [Transport, Protocol],
    'createConnection()',
  )
  const accepted: PeerConnection[] = []
  await until('the connection to reach the peer', () => accepted.push(...peers.accepted()) > 0)
  const [peer] = accepted as [PeerConnection]
  return { ...listening, transport, peer, seen: new Seen(peer) }
}
