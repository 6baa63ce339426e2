/** How a connection over TCP ends, at both of its ends. */
import { isOsError, type NetworkEventLoop, type Transport } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { askForOthers, reach, request, serverOf, untilOthersAre } from '../support/real-server.ts'
import { bytes, RecordingProtocol } from '../support/connections.ts'

/** The server responds by resetting the connection. */
const resetRequest = 'DELETE / HTTP/1.0\r\n\r\n'

/** The connection ends with an error of the system, as long as the loop finds out. */
function endedWithAnError(t: CheckContext, { lost }: RecordingProtocol): void {
  t.times('connectionLost', 1)
  t.that(
    isOsError(lost[0]),
    'connectionLost() receives a system error',
    lost[0] === null ? 'connectionLost() received no error' : 'connectionLost() received another value',
  )
}

export const transportsRealEndingChecks: readonly Check[] = [
  ...(['close', 'abort'] as const).map((method) =>
    check(
      'transports.what-ends-here-ends-there',
      `${method}(), with no data in transit`,
      async (t) => {
        const loop = t.newEventLoop() as NetworkEventLoop
        const before = await askForOthers(t, loop)
        const { transport, ended } = await reach(t, loop)
        const { port } = transport.getExtraInfo('sockname') as { port: number }
        const during = await askForOthers(t, loop)
        transport[method]()
        t.waitingFor = 'connectionLost()'
        await loop.runUntilComplete(ended)
        await untilOthersAre(t, loop, before)
        t.same(during.has(String(port)), true, 'whether the server had the connection before that')
      },
      { needsServer: true },
    ),
  ),
  check(
    'transports.what-ends-here-ends-there',
    'createConnection() is cancelled while it connects',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      const before = await askForOthers(t, loop)
      const { host, port } = serverOf(t)
      const task = loop.createTask(loop.createConnection(() => new RecordingProtocol(t), host, port))
      loop.callSoon(() => task.cancel())
      t.waitingFor = 'createConnection() to be cancelled'
      const outcome = await t.attemptAsync(() => loop.runUntilComplete(task))
      await untilOthersAre(t, loop, before)
      t.threw(outcome, 'CancelledError', 'the run')
    },
    { needsServer: true, hint: 'Close a socket that is still connecting, too.' },
  ),
  check(
    'transports.what-ends-here-ends-there',
    'writeEof()',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      const { transport, protocol, ended } = await reach(t, loop)
      transport.writeEof()
      t.waitingFor = 'the server to close the connection after writeEof()'
      await loop.runUntilComplete(ended)
      t.order('connectionMade', 'eofReceived', 'connectionLost')
      t.sameItems(protocol.lost, [null], 'what connectionLost() received')
    },
    { needsServer: true },
  ),
  check(
    'transports.real-errors-end-the-connection',
    'writing on when the server has closed',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      const { transport, protocol, ended } = await reach(t, loop, {}, { eofReceived: () => true })
      transport.write(bytes(request))
      const writeOn = (): void => {
        if (ended.done()) return
        if (t.trace.count('eofReceived') > 0) transport.write(bytes('late'))
        loop.callLater(1, writeOn)
      }
      writeOn()
      t.waitingFor = 'the end of the connection'
      await loop.runUntilComplete(ended)
      t.order('eofReceived', 'connectionLost')
      endedWithAnError(t, protocol)
    },
    { needsServer: true },
  ),
  check(
    'transports.real-errors-end-the-connection',
    'the server resets it',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      const { transport, protocol, ended } = await reach(t, loop)
      transport.write(bytes(resetRequest))
      t.waitingFor = 'the end of the connection'
      await loop.runUntilComplete(ended)
      endedWithAnError(t, protocol)
    },
    { needsServer: true },
  ),
  ...(
    [
      ['reading is resumed', (transport) => transport.resumeReading()],
      ['more is written', (transport) => transport.write(bytes('late'))],
    ] as const satisfies readonly (readonly [string, (transport: Transport) => void])[]
  ).map(([what, goOn]) =>
    check(
      'transports.real-errors-end-the-connection',
      `the server has reset it while reading was paused, and ${what}`,
      async (t) => {
        const loop = t.newEventLoop() as NetworkEventLoop
        const before = await askForOthers(t, loop)
        const { transport, protocol, ended } = await reach(t, loop)
        transport.pauseReading()
        transport.write(bytes(resetRequest))
        await untilOthersAre(t, loop, before)
        if (!ended.done()) goOn(transport)
        t.waitingFor = 'the end of the connection'
        await loop.runUntilComplete(ended)
        endedWithAnError(t, protocol)
      },
      { needsServer: true },
    ),
  ),
]
