/** Streams of the candidate, whose other ends are peers. */
import type {
  ClientConnected,
  ConnectionOptions,
  Coroutine,
  EventLoop,
  Server,
  ServerEventLoop,
  ServerOptions,
  StreamOptions,
  StreamReader,
  StreamWriter,
} from '../../../spec/index.ts'
import type { Attempt, CheckContext, PeerConnection } from '../../harness/index.ts'
import { text } from './connections.ts'
import { connectTo, local, portOf, roundTrip, runUntil, Seen } from './servers.ts'
import { pairOf } from './pairs.ts'

interface Ends {
  readonly loop: EventLoop
  readonly reader: StreamReader
  readonly writer: StreamWriter
  readonly peer: PeerConnection
  readonly seen: Seen
  /** Runs the loop until the condition holds. `what` is what a check that never ends waits for. */
  until(what: string, condition: () => boolean): Promise<void>
}

/** A stream of a new loop to a peer. */
export async function openStream(
  t: CheckContext,
  options: ConnectionOptions & StreamOptions = {},
): Promise<Ends> {
  const loop = t.newEventLoop()
  const listening = t.peersOf(loop).listen()
  const { port } = listening.address as { port: number }
  const [reader, writer] = pairOf(
    t,
    await runFor(t, loop, 'openConnection() to return', t.api.openConnection(local, port, options)),
    'openConnection()',
    'a reader and a writer',
  )
  const accepted: PeerConnection[] = []
  const until = (what: string, condition: () => boolean): Promise<void> => runUntil(t, loop, what, condition)
  await until('the peer to accept', () => accepted.push(...listening.accepted()) >= 1)
  const peer = accepted[0] as PeerConnection
  return { loop, reader, writer, peer, seen: new Seen(peer), until }
}

export interface StreamServing {
  readonly loop: EventLoop
  readonly server: Server
  connect(): PeerConnection
  until(what: string, condition: () => boolean): Promise<void>
}

/** A server of a new loop that calls the function for each connection. */
export async function serveStreams(
  t: CheckContext,
  clientConnected: ClientConnected,
  options: ServerOptions & StreamOptions = {},
): Promise<StreamServing> {
  const loop = t.newEventLoop() as ServerEventLoop
  const server = await runFor(
    t,
    loop,
    'startServer() to return',
    t.api.startServer(clientConnected, local, 0, options),
  )
  return {
    loop,
    server,
    connect: () => connectTo(t, loop, { host: local, port: portOf(t, server) }),
    until: (what, condition) => runUntil(t, loop, what, condition),
  }
}

/** A stream that a peer has opened, on the side of the candidate. */
export async function acceptStream(
  t: CheckContext,
  options: ServerOptions & StreamOptions = {},
): Promise<Ends & { readonly server: Server; connect(): PeerConnection }> {
  const ends: [StreamReader, StreamWriter][] = []
  const serving = await serveStreams(t, (...both) => void ends.push(both), options)
  const peer = serving.connect()
  await serving.until('clientConnected() to be called', () => ends.length > 0)
  const [reader, writer] = ends[0] as [StreamReader, StreamWriter]
  return { ...serving, reader, writer, peer, seen: new Seen(peer) }
}

/** What the coroutine returns. `what` is what a check that never ends waits for: "read() to return". */
export async function runFor<T>(
  t: CheckContext,
  loop: EventLoop,
  what: string,
  coroutine: Coroutine<T>,
): Promise<T> {
  t.waitingFor = what
  const result = await loop.runUntilComplete(coroutine)
  t.waitingFor = 'the run to end'
  return result
}

/** The same, and what it throws. */
export function attemptFor<T>(
  t: CheckContext,
  loop: EventLoop,
  what: string,
  make: () => Coroutine<T>,
): Promise<Attempt<T>> {
  return t.attemptAsync(() => runFor(t, loop, what, make()))
}

/** Serves one connection: sends back whatever comes, until the stream ends. */
export function* echoStream(reader: StreamReader, writer: StreamWriter): Coroutine<void> {
  for (;;) {
    const data = yield* reader.read(1000)
    if (data.length === 0) break
    writer.write(data)
    yield* writer.drain()
  }
  writer.close()
}

/** What the coroutine returns, as text. */
export function* asText(coroutine: Coroutine<Uint8Array>): Coroutine<string> {
  return text(yield* coroutine)
}

/** How often bytes go back and forth elsewhere, before a check looks at what has not happened. */
const someRounds = 10
/** So often that a loop has done everything that it does, however little that is in one iteration. */
const mostRounds = 500

/**
 * Lets another connection of the loop carry bytes back and forth. A loop that serves each of its sockets has looked at all of them in the
 * meantime. With a condition: until it holds, and not for ever.
 */
export async function carryOnElsewhere(
  t: CheckContext,
  loop: EventLoop,
  condition?: () => boolean,
): Promise<void> {
  t.waitingFor = 'startServer() to return'
  const server = await loop.runUntilComplete(t.api.startServer(echoStream, local, 0))
  const peer = connectTo(t, loop, { host: local, port: portOf(t, server) })
  const until = (what: string, isSo: () => boolean): Promise<void> => runUntil(t, loop, what, isSo)
  const rounds = condition === undefined ? someRounds : mostRounds
  for (let round = 0; round < rounds && condition?.() !== true; round++)
    t.same(await roundTrip({ until }, peer), 'ping', 'the echo of another connection')
  server.close()
}
