/** Over TCP. The server is the host's, and not ours. */
import { isOsError, type NetworkEventLoop } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { bytes, RecordingProtocol } from './transports-connection.ts'

export const transportsRealTests: readonly ClauseTest[] = [
  clauseTest(
    'transports.talks-to-a-real-server',
    'a request of HTTP/1.0',
    async (check) => {
      const { server } = check
      if (server === null) throw new Error('This check is not run without a server.')
      const loop = check.newEventLoop() as NetworkEventLoop
      const ended = loop.createFuture<null>()
      const protocol = new RecordingProtocol(check, { connectionLost: () => ended.setResult(null) })
      check.waitingFor = 'createConnection() to the server'
      const [transport] = await loop.runUntilComplete(
        loop.createConnection(() => protocol, server.host, server.port),
      )
      transport.write(bytes('GET / HTTP/1.0\r\n\r\n'))
      check.waitingFor = 'the end of the answer'
      await loop.runUntilComplete(ended)
      check.that(
        protocol.received.startsWith('HTTP/1.0 200'),
        'the answer begins with HTTP/1.0 200',
        `it began with "${protocol.received.slice(0, 20)}"`,
      )
      check.order('connectionMade', 'dataReceived', 'eofReceived', 'connectionLost')
      check.sameMembers(protocol.lost, [null], 'what connectionLost() got')
      const peername = transport.getExtraInfo('peername') as { port?: unknown } | null
      check.same(peername?.port, server.port, 'the port of getExtraInfo("peername")')
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
      outcome.threw ? 'it threw something else' : 'it threw nothing',
    )
    check.times('factory', 0)
  }),
]
