/** Connections over TCP to the server of the host, which is not ours. */
import {
  isOsError,
  type ConnectionOptions,
  type NetworkEventLoop,
  type SettableFuture,
  type Transport,
} from '../../spec/index.ts'
import { show, type Attempt, type Check, type TcpServer } from '../harness/index.ts'
import { bytes, RecordingProtocol, type Behaviour } from './transports-connection.ts'

export const request = 'GET / HTTP/1.0\r\n\r\n'

export function serverOf({ server }: Check): TcpServer {
  if (server === null) throw new Error('This check is not run without a server.')
  return server
}

interface RealConnection {
  readonly protocol: RecordingProtocol
  readonly transport: Transport
  /** Done with the end of the connection. */
  readonly ended: SettableFuture<null>
}

interface Where extends ConnectionOptions {
  readonly host?: string | null
  /** In front of what the trace says of this connection. */
  readonly prefix?: string
  /** What never happens when this hangs. */
  readonly waitingFor?: string
}

/** A connection to the server. */
export async function reach(
  check: Check,
  loop: NetworkEventLoop,
  {
    host = serverOf(check).host,
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
  const protocol = new RecordingProtocol(check, { ...behaviour, connectionLost }, prefix)
  check.waitingFor = waitingFor
  const { port } = serverOf(check)
  const [transport] = await loop.runUntilComplete(loop.createConnection(() => protocol, host, port, options))
  return { protocol, transport, ended }
}

/** One request over a new connection, and its answer up to the end. */
export async function ask(check: Check, text: string, where: Where = {}): Promise<RealConnection> {
  const loop = check.newEventLoop() as NetworkEventLoop
  const connection = await reach(check, loop, where)
  const { protocol, transport, ended } = connection
  transport.write(bytes(text))
  check.waitingFor = 'the end of the answer'
  await loop.runUntilComplete(ended)
  check.that(
    protocol.received.startsWith('HTTP/1.0 200'),
    'the answer begins with HTTP/1.0 200',
    `it began with "${protocol.received.slice(0, 20)}"`,
  )
  check.order('connectionMade', 'dataReceived', 'eofReceived', 'connectionLost')
  check.sameMembers(protocol.lost, [null], 'what connectionLost() got')
  return connection
}

/** The ports of the connections that the server has beside the one that asks. It takes them in the order in which they were made. */
export async function askForOthers(
  check: Check,
  loop: NetworkEventLoop,
  waitingFor = 'the server to tell of its connections',
): Promise<ReadonlySet<string>> {
  const { protocol, transport, ended } = await reach(check, loop, { prefix: 'asking: ', waitingFor })
  transport.write(bytes(request))
  await loop.runUntilComplete(ended)
  const ports = /X-Other-Connections: ([\d ]*)/.exec(protocol.received)?.[1]
  if (ports === undefined)
    check.fail({
      message: 'The server did not tell of its connections.',
      expected: 'an answer with X-Other-Connections',
      actual: protocol.received.slice(0, 200),
    })
  return new Set(ports.split(' ').filter((port) => port !== ''))
}

/** Asks until the server has no others than those it had before. */
export async function untilOthersAre(
  check: Check,
  loop: NetworkEventLoop,
  before: ReadonlySet<string>,
): Promise<void> {
  for (let left = true; left && !check.finished;) {
    const others = await askForOthers(check, loop, 'the server to see the end of the connection')
    left = [...others].some((port) => !before.has(port))
  }
}

/** The attempt threw an error of the system. `what` reads on: "createConnection()". */
export function threwOsError(check: Check, attempt: Attempt<unknown>, what: string): void {
  check.that(
    attempt.threw && isOsError(attempt.error),
    `${what} throws an error of the system`,
    attempt.threw ? `it threw ${show(attempt.error)}` : 'it threw nothing',
  )
}
