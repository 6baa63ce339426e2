/** How a connection over TCP ends, at both of its ends. */
import { isOsError, type NetworkEventLoop, type Transport } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { askForOthers, reach, request, serverOf, untilOthersAre } from './real-server.ts'
import { bytes, RecordingProtocol } from './transports-connection.ts'

/** The server answers it by resetting the connection. */
const resetRequest = 'DELETE / HTTP/1.0\r\n\r\n'

/** The connection ends with an error of the system, as long as the loop finds out. */
function endedWithAnError(check: Check, { lost }: RecordingProtocol): void {
  check.times('connectionLost', 1)
  check.that(
    isOsError(lost[0]),
    'connectionLost() gets an error of the system',
    lost[0] === null ? 'it got none' : 'it got something else',
  )
}

export const transportsRealEndingTests: readonly ClauseTest[] = [
  ...(['close', 'abort'] as const).map((method) =>
    clauseTest(
      'transports.what-ends-here-ends-there',
      `${method}(), with nothing on its way`,
      async (check) => {
        const loop = check.newEventLoop() as NetworkEventLoop
        const before = await askForOthers(check, loop)
        const { transport, ended } = await reach(check, loop)
        const { port } = transport.getExtraInfo('sockname') as { port: number }
        const during = await askForOthers(check, loop)
        transport[method]()
        check.waitingFor = 'connectionLost()'
        await loop.runUntilComplete(ended)
        await untilOthersAre(check, loop, before)
        check.same(during.has(String(port)), true, 'whether the server had the connection before that')
      },
      { needsServer: true },
    ),
  ),
  clauseTest(
    'transports.what-ends-here-ends-there',
    'createConnection() is cancelled while it connects',
    async (check) => {
      const loop = check.newEventLoop() as NetworkEventLoop
      const before = await askForOthers(check, loop)
      const { host, port } = serverOf(check)
      const task = loop.createTask(loop.createConnection(() => new RecordingProtocol(check), host, port))
      loop.callSoon(() => task.cancel())
      check.waitingFor = 'createConnection() to be cancelled'
      const outcome = await check.attemptAsync(() => loop.runUntilComplete(task))
      await untilOthersAre(check, loop, before)
      check.threw(outcome, 'CancelledError', 'the run')
    },
    { needsServer: true, hint: 'A socket that is still connecting needs its end, too.' },
  ),
  clauseTest(
    'transports.what-ends-here-ends-there',
    'writeEof()',
    async (check) => {
      const loop = check.newEventLoop() as NetworkEventLoop
      const { transport, protocol, ended } = await reach(check, loop)
      transport.writeEof()
      check.waitingFor =
        'the end of the connection, which the server ends when it hears of that of the stream'
      await loop.runUntilComplete(ended)
      check.order('connectionMade', 'eofReceived', 'connectionLost')
      check.sameMembers(protocol.lost, [null], 'what connectionLost() got')
    },
    { needsServer: true },
  ),
  clauseTest(
    'transports.real-errors-end-the-connection',
    'writing on when the server has closed',
    async (check) => {
      const loop = check.newEventLoop() as NetworkEventLoop
      const { transport, protocol, ended } = await reach(check, loop, {}, { eofReceived: () => true })
      transport.write(bytes(request))
      const writeOn = (): void => {
        if (ended.done()) return
        if (check.trace.count('eofReceived') > 0) transport.write(bytes('late'))
        loop.callLater(1, writeOn)
      }
      writeOn()
      check.waitingFor = 'the end of the connection'
      await loop.runUntilComplete(ended)
      check.order('eofReceived', 'connectionLost')
      endedWithAnError(check, protocol)
    },
    { needsServer: true },
  ),
  clauseTest(
    'transports.real-errors-end-the-connection',
    'the server resets it',
    async (check) => {
      const loop = check.newEventLoop() as NetworkEventLoop
      const { transport, protocol, ended } = await reach(check, loop)
      transport.write(bytes(resetRequest))
      check.waitingFor = 'the end of the connection'
      await loop.runUntilComplete(ended)
      endedWithAnError(check, protocol)
    },
    { needsServer: true },
  ),
  ...(
    [
      ['reading is resumed', (transport) => transport.resumeReading()],
      ['more is written', (transport) => transport.write(bytes('late'))],
    ] as const satisfies readonly (readonly [string, (transport: Transport) => void])[]
  ).map(([what, goOn]) =>
    clauseTest(
      'transports.real-errors-end-the-connection',
      `the server has reset it while reading was paused, and ${what}`,
      async (check) => {
        const loop = check.newEventLoop() as NetworkEventLoop
        const before = await askForOthers(check, loop)
        const { transport, protocol, ended } = await reach(check, loop)
        transport.pauseReading()
        transport.write(bytes(resetRequest))
        await untilOthersAre(check, loop, before)
        if (!ended.done()) goOn(transport)
        check.waitingFor = 'the end of the connection'
        await loop.runUntilComplete(ended)
        endedWithAnError(check, protocol)
      },
      { needsServer: true },
    ),
  ),
]
