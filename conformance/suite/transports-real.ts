/** Over TCP. The server is the host's, and not ours. */
import type { NetworkEventLoop } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { ask, askForOthers, reach, request, threwOsError, untilOthersAre } from './real-server.ts'
import { bytes, RecordingProtocol } from './transports-connection.ts'

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
    'a request of a megabyte',
    async (check) => {
      await ask(check, longRequest)
    },
    { needsServer: true, hint: 'What the system does not take at once waits until it does.' },
  ),
  clauseTest(
    'transports.talks-to-a-real-server',
    'reading is resumed when all has come',
    async (check) => {
      const loop = check.newEventLoop() as NetworkEventLoop
      const before = await askForOthers(check, loop)
      const { transport, protocol, ended } = await reach(check, loop)
      transport.pauseReading()
      transport.write(bytes(request))
      await untilOthersAre(check, loop, before)
      const early = protocol.received
      transport.resumeReading()
      check.waitingFor = 'the end of the answer'
      await loop.runUntilComplete(ended)
      check.same(early, '', 'what came while reading was paused')
      check.same(protocol.received.slice(0, 12), 'HTTP/1.0 200', 'how the answer begins')
      check.order('eofReceived', 'connectionLost')
      check.sameMembers(protocol.lost, [null], 'what connectionLost() got')
    },
    { needsServer: true, hint: 'What is there already calls nobody again: ask the socket first.' },
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
    threwOsError(check, outcome, 'createConnection()')
    check.times('factory', 0)
  }),
]
