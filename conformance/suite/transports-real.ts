/** Over TCP. The server is the host's, and not ours. */
import { isOsError, type ConnectionOptions, type NetworkEventLoop, type Transport } from '../../spec/index.ts'
import { clauseTest, show, type Check, type ClauseTest } from '../harness/index.ts'
import { bytes, RecordingProtocol } from './transports-connection.ts'

/** One request over a new connection, and its answer up to the end. */
async function ask(
  check: Check,
  request: string,
  options: ConnectionOptions & { readonly host?: string | null } = {},
): Promise<{ protocol: RecordingProtocol; transport: Transport }> {
  const { server } = check
  if (server === null) throw new Error('This check is not run without a server.')
  const { host = server.host, ...rest } = options
  const loop = check.newEventLoop() as NetworkEventLoop
  const ended = loop.createFuture<null>()
  const protocol = new RecordingProtocol(check, { connectionLost: () => ended.setResult(null) })
  check.waitingFor = 'createConnection() to the server'
  const [transport] = await loop.runUntilComplete(
    loop.createConnection(() => protocol, host, server.port, rest),
  )
  transport.write(bytes(request))
  check.waitingFor = 'the end of the answer'
  await loop.runUntilComplete(ended)
  check.that(
    protocol.received.startsWith('HTTP/1.0 200'),
    'the answer begins with HTTP/1.0 200',
    `it began with "${protocol.received.slice(0, 20)}"`,
  )
  check.order('connectionMade', 'dataReceived', 'eofReceived', 'connectionLost')
  check.sameMembers(protocol.lost, [null], 'what connectionLost() got')
  return { protocol, transport }
}

const request = 'GET / HTTP/1.0\r\n\r\n'
/** No line of it is longer than a server takes, and all together are more than a socket takes at once. */
const longRequest = `GET / HTTP/1.0\r\n${`X-Header: ${'x'.repeat(60_000)}\r\n`.repeat(20)}\r\n`

export const transportsRealTests: readonly ClauseTest[] = [
  clauseTest(
    'transports.talks-to-a-real-server',
    'a request of HTTP/1.0',
    async (check) => {
      const { transport } = await ask(check, request)
      const peername = transport.getExtraInfo('peername') as { port?: unknown } | null
      check.same(peername?.port, check.server?.port, 'the port of getExtraInfo("peername")')
    },
    { needsServer: true },
  ),
  ...(['localhost', null] as const).map((host) =>
    clauseTest(
      'transports.talks-to-a-real-server',
      host === null ? 'without a host' : 'by its name',
      async (check) => {
        const { transport } = await ask(check, request, { host })
        const peername = transport.getExtraInfo('peername') as { host?: unknown } | null
        check.same(peername?.host, '127.0.0.1', 'the host of getExtraInfo("peername")')
      },
      { needsServer: true, hint: 'Every address of the name is tried: the server may listen at one alone.' },
    ),
  ),
  clauseTest(
    'transports.talks-to-a-real-server',
    'with a local address',
    async (check) => {
      const { transport } = await ask(check, request, { localAddr: { host: '127.0.0.1', port: 0 } })
      const sockname = transport.getExtraInfo('sockname') as { host?: unknown } | null
      check.same(sockname?.host, '127.0.0.1', 'the host of getExtraInfo("sockname")')
    },
    { needsServer: true },
  ),
  clauseTest(
    'transports.talks-to-a-real-server',
    'a request of a megabyte',
    async (check) => {
      await ask(check, longRequest)
    },
    { needsServer: true, hint: 'What the system does not take at once waits until it does.' },
  ),
  clauseTest(
    'transports.real-errors-end-the-connection',
    'writing on when the server has closed',
    async (check) => {
      const { server } = check
      if (server === null) throw new Error('This check is not run without a server.')
      const loop = check.newEventLoop() as NetworkEventLoop
      check.reports(loop)
      const ended = loop.createFuture<null>()
      const protocol = new RecordingProtocol(check, {
        eofReceived: () => true,
        connectionLost: () => {
          if (!ended.done()) ended.setResult(null)
        },
      })
      check.waitingFor = 'createConnection() to the server'
      const [transport] = await loop.runUntilComplete(
        loop.createConnection(() => protocol, server.host, server.port),
      )
      transport.write(bytes(request))
      const writeOn = (): void => {
        if (ended.done()) return
        if (check.trace.count('eofReceived') > 0) transport.write(bytes('late'))
        loop.callLater(1, writeOn)
      }
      writeOn()
      check.waitingFor = 'the end of the connection'
      await loop.runUntilComplete(ended)
      const [error] = protocol.lost
      check.order('eofReceived', 'connectionLost')
      check.times('connectionLost', 1)
      check.that(
        isOsError(error),
        'connectionLost() gets an error of the system',
        error === null ? 'it got none' : 'it got something else',
      )
    },
    { needsServer: true },
  ),
  clauseTest('transports.refused-connection-is-an-error', 'the port 1 of this machine', async (check) => {
    const loop = check.newEventLoop() as NetworkEventLoop
    const protocol = new RecordingProtocol(check)
    const factory = (): RecordingProtocol => {
      check.note('factory')
      return protocol
    }
    check.waitingFor = 'createConnection() to fail'
    const outcome = await check.attemptAsync(() =>
      loop.runUntilComplete(loop.createConnection(factory, '127.0.0.1', 1)),
    )
    check.that(
      outcome.threw && isOsError(outcome.error),
      'createConnection() throws an error of the system',
      outcome.threw ? `it threw ${show(outcome.error)}` : 'it threw nothing',
    )
    check.times('factory', 0)
  }),
]
