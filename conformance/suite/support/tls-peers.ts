/** Connections over TLS between the candidate and a peer. */
import type {
  ConnectionOptions,
  NetworkEventLoop,
  SettableFuture,
  Task,
  TlsEventLoop,
  Transport,
} from '../../../spec/index.ts'
import {
  authority,
  here,
  type CheckContext,
  type PeerConnection,
  type PeerServer,
  type PeerTls,
} from '../../harness/index.ts'
import { bytes, RecordingProtocol } from './connections.ts'
import { runUntil, Seen, serve, type Serving } from './servers.ts'
import { pairOf } from './pairs.ts'

/** A context of a client that trusts the certificates of the peers. */
export const trusting = { ca: authority } as const
/** What a peer has that accepts handshakes. */
export const peerServer: PeerTls = here

export interface TlsClient {
  readonly loop: NetworkEventLoop
  readonly protocol: RecordingProtocol
  readonly transport: Transport
  /** The other end, and what it has seen. */
  readonly peer: PeerConnection
  readonly seen: Seen
  until(what: string, condition: () => boolean): Promise<void>
}

interface Attempted {
  readonly loop: NetworkEventLoop
  readonly listening: PeerServer
  readonly protocol: RecordingProtocol
  /** Connects; the future is done with the transport, or with the error. */
  readonly connecting: SettableFuture<Transport>
  readonly task: Task
}

/** Begins to connect to a peer that listens, and does not run the loop. */
export function beginToConnect(
  t: CheckContext,
  tls: PeerTls | null,
  options: ConnectionOptions = {},
  protocol = new RecordingProtocol(t),
): Attempted {
  const loop = t.newEventLoop() as NetworkEventLoop
  const listening = t.peersOf(loop).listen(tls === null ? {} : { tls })
  const connecting = loop.createFuture<Transport>()
  const settings: ConnectionOptions = { ssl: trusting, serverHostname: 'localhost', ...options }
  const { port } = listening.address as { port: number }
  const task = loop.createTask(
    (function* () {
      try {
        const [transport] = pairOf(
          t,
          yield* loop.createConnection(() => protocol, '127.0.0.1', port, settings),
          'createConnection()',
        )
        connecting.setResult(transport)
      } catch (error) {
        connecting.setException(error)
      }
    })(),
  )
  return { loop, listening, protocol, connecting, task }
}

/** A connection of the candidate to a peer, encrypted and open. */
export async function connectTls(
  t: CheckContext,
  tls: PeerTls = peerServer,
  options: ConnectionOptions = {},
  given?: RecordingProtocol,
): Promise<TlsClient> {
  const { loop, listening, protocol, connecting } = beginToConnect(t, tls, options, given)
  t.waitingFor = 'createConnection() with ssl to return'
  const transport = await loop.runUntilComplete(connecting)
  const accepted: PeerConnection[] = []
  const isAccepted = (): boolean => accepted.push(...listening.accepted()) > 0
  await runUntil(t, loop, 'the handshake of the peer to end', isAccepted)
  const peer = accepted[0] as PeerConnection
  const until = (what: string, condition: () => boolean): Promise<void> => runUntil(t, loop, what, condition)
  return { loop, protocol, transport, peer, seen: new Seen(peer), until }
}

/** A connection of the candidate to a peer, in plain text. */
export async function connectPlain(
  t: CheckContext,
): Promise<TlsClient & { readonly loop: NetworkEventLoop & TlsEventLoop }> {
  const { loop, listening, protocol, connecting } = beginToConnect(t, null, {
    ssl: null,
    serverHostname: null,
  })
  t.waitingFor = 'createConnection() to return'
  const transport = await loop.runUntilComplete(connecting)
  const accepted: PeerConnection[] = []
  const isAccepted = (): boolean => accepted.push(...listening.accepted()) > 0
  await runUntil(t, loop, 'the peer to accept', isAccepted)
  const peer = accepted[0] as PeerConnection
  const until = (what: string, condition: () => boolean): Promise<void> => runUntil(t, loop, what, condition)
  return {
    loop: loop as NetworkEventLoop & TlsEventLoop,
    protocol,
    transport,
    peer,
    seen: new Seen(peer),
    until,
  }
}

export interface TlsServing extends Serving {
  /** Opens a connection and begins the handshake. */
  connectTls(tls?: PeerTls): { readonly peer: PeerConnection; readonly seen: Seen }
  /** Opens a connection, and ends the handshake. `transport` is that of the candidate. */
  established(tls?: PeerTls): Promise<{
    readonly peer: PeerConnection
    readonly seen: Seen
    readonly protocol: RecordingProtocol
    readonly transport: Transport
  }>
  /** Serves another connection, up to its first bytes. It takes the loop as long as whatever a check waits for. */
  anotherIsServed(): Promise<void>
}

/** A server of the candidate that encrypts. */
export async function serveTls(
  t: CheckContext,
  options: Parameters<typeof serve>[1] = {},
): Promise<TlsServing> {
  const serving = await serve(t, { ssl: here, ...options })
  const connect = (tls: PeerTls = { serverHostname: 'localhost' }): { peer: PeerConnection; seen: Seen } => {
    const peer = serving.connect()
    peer.encrypt(tls)
    return { peer, seen: new Seen(peer) }
  }
  const established: TlsServing['established'] = async (tls) => {
    const isMade = ({ transports }: RecordingProtocol): boolean => transports.length > 0
    const before = serving.protocols.filter(isMade)
    const { peer, seen } = connect(tls)
    const made = (): RecordingProtocol | undefined =>
      serving.protocols.find((one) => isMade(one) && !before.includes(one))
    await serving.until('connectionMade() after the handshake', () => made() !== undefined)
    const protocol = made() as RecordingProtocol
    return { peer, seen, protocol, transport: protocol.transports[0] as Transport }
  }
  return {
    ...serving,
    connectTls: connect,
    established,
    async anotherIsServed() {
      const other = await established()
      other.peer.send(bytes('ping'))
      await serving.until('dataReceived() of another connection', () => other.protocol.received.length >= 4)
    },
  }
}
