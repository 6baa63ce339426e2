/** Connections over TCP to the server of the host, which is not ours. */
import {
  isOsError,
  type ConnectionOptions,
  type NetworkEventLoop,
  type SettableFuture,
  type Transport,
} from '../../../spec/index.ts'
import { networkOf, show, type Attempt, type CheckContext, type TcpServer } from '../../harness/index.ts'
import { bytes, RecordingProtocol, type Behaviour } from './connections.ts'
import { pairOf } from './pairs.ts'

export const request = 'GET / HTTP/1.0\r\n\r\n'
export const megabyte = 2 ** 20

/** The head of a request with a body of this many megabytes. */
export function putting(megabytes: number): string {
  return `PUT / HTTP/1.0\r\nContent-Length: ${megabytes * megabyte}\r\n\r\n`
}

/**
 * A request whose body the server does not read before it gets the second request, over another connection. The body ends with a full
 * stop.
 */
export function putAndRead(): readonly [put: string, read: string] {
  const path = `/read/${Math.random().toString(36).slice(2)}`
  return [`PUT ${path} HTTP/1.0\r\n\r\n`, `GET ${path} HTTP/1.0\r\n\r\n`]
}

export function serverOf(t: CheckContext): TcpServer {
  // A loop with a network of its own cannot reach it.
  if (networkOf(t.newEventLoop()) !== null) t.skipWithout('systemNetwork')
  const { server } = t
  if (server === null) throw new Error('This check is not run without a server.')
  return server
}

/** The name of the server, which a loop has to look up. */
export function nameOfServer(t: CheckContext): string {
  return serverOf(t).name ?? t.skipWithout('localhost')
}

interface RealConnection {
  readonly protocol: RecordingProtocol
  readonly transport: Transport
  /** Done with the end of the connection. */
  readonly ended: SettableFuture<null>
}

interface Where extends ConnectionOptions {
  readonly host?: string | null
  /** Prefix of the labels of this connection in the trace. */
  readonly prefix?: string
  /** What never happens when this hangs. */
  readonly waitingFor?: string
}

/** A connection to the server. */
export async function reach(
  t: CheckContext,
  loop: NetworkEventLoop,
  {
    host = serverOf(t).host,
    prefix = '',
    waitingFor = 'createConnection() to the server',
    ...options
  }: Where = {},
  behaviour: Behaviour = {},
): Promise<RealConnection> {
  const ended = loop.createFuture<null>()
  const connectionLost = (): void => {
    if (!ended.done()) ended.setResult(null)
  }
  const protocol = new RecordingProtocol(t, { ...behaviour, connectionLost }, prefix)
  t.waitingFor = waitingFor
  const { port } = serverOf(t)
  const [transport] = pairOf(
    t,
    await loop.runUntilComplete(loop.createConnection(() => protocol, host, port, options)),
    'createConnection()',
  )
  return { protocol, transport, ended }
}

/**
 * One request over a new connection, in one write or several, and its whole response. `peername` is what the transport said
 * while the connection was open: a loop may forget it when the connection is over.
 */
export async function ask(
  t: CheckContext,
  pieces: readonly Uint8Array[],
  where: Where = {},
): Promise<RealConnection & { readonly peername: unknown }> {
  const loop = t.newEventLoop() as NetworkEventLoop
  const connection = await reach(t, loop, where)
  const { protocol, transport, ended } = connection
  const peername = transport.getExtraInfo('peername')
  for (const piece of pieces) transport.write(piece)
  t.waitingFor = 'the end of the response'
  await loop.runUntilComplete(ended)
  t.that(
    protocol.received.startsWith('HTTP/1.0 200'),
    'the response begins with HTTP/1.0 200',
    `the response began with "${protocol.received.slice(0, 20)}"`,
  )
  t.order('connectionMade', 'dataReceived', 'eofReceived', 'connectionLost')
  t.sameItems(protocol.lost, [null], 'what connectionLost() received')
  return { ...connection, peername }
}

/** The ports of the other connections of the server. It accepts connections in the order in which they were made. */
export async function askForOthers(
  t: CheckContext,
  loop: NetworkEventLoop,
  waitingFor = 'the server to list its connections',
): Promise<ReadonlySet<string>> {
  const { protocol, transport, ended } = await reach(t, loop, { prefix: 'asking: ', waitingFor })
  transport.write(bytes(request))
  await loop.runUntilComplete(ended)
  const ports = /X-Other-Connections: ([\d ]*)/.exec(protocol.received)?.[1]
  if (ports === undefined)
    t.fail({
      message: 'The server did not list its connections.',
      expected: 'a response with X-Other-Connections',
      actual: protocol.received.slice(0, 200),
    })
  return new Set(ports.split(' ').filter((port) => port !== ''))
}

/** Asks until the server has no others than those it had before. */
export async function untilOthersAre(
  t: CheckContext,
  loop: NetworkEventLoop,
  before: ReadonlySet<string>,
): Promise<void> {
  for (let left = true; left && !t.finished;) {
    const others = await askForOthers(t, loop, 'the server to see the end of the connection')
    left = [...others].some((port) => !before.has(port))
  }
}

/** The attempt threw an error of the system. `what` reads on: "createConnection()". */
export function threwOsError(t: CheckContext, attempt: Attempt<unknown>, what: string): void {
  t.that(
    attempt.threw && isOsError(attempt.error),
    `${what} throws a system error`,
    attempt.threw ? `${what} threw ${show(attempt.error)}` : `${what} did not throw`,
  )
}
