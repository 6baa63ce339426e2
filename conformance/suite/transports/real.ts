/** Over TCP. The server is the host's, and not ours. */
import { isOsError, type NetworkEventLoop } from '../../../spec/index.ts'
import { check, show, type Attempt, type Check, type CheckContext } from '../../harness/index.ts'
import {
  ask,
  askForOthers,
  megabyte,
  putting,
  reach,
  request,
  threwOsError,
  untilOthersAre,
  nameOfServer,
} from '../support/real-server.ts'
import { bytes, RecordingProtocol } from '../support/connections.ts'

/** More than a socket takes at once on many systems. */
const longRequest = [bytes(putting(1)), new Uint8Array(megabyte)]

/** Connects to port 1 of the host, and demands that this fails and makes no protocol. */
async function failToConnect(
  t: CheckContext,
  loop: NetworkEventLoop,
  host: string,
): Promise<Attempt<unknown>> {
  const factory = (): RecordingProtocol => {
    t.note('factory')
    return new RecordingProtocol(t)
  }
  t.waitingFor = 'createConnection() to fail'
  const outcome = await t.attemptAsync(() => loop.runUntilComplete(loop.createConnection(factory, host, 1)))
  threwOsError(t, outcome, `createConnection() to ${host}`)
  t.times('factory', 0)
  return outcome
}

export const transportsRealChecks: readonly Check[] = [
  check(
    'transports.talks-to-a-real-server',
    'a request of HTTP/1.0',
    async (t) => {
      const { peername } = await ask(t, [bytes(request)])
      t.same(
        (peername as { port?: unknown } | null)?.port,
        t.server?.port,
        'the port of getExtraInfo("peername")',
      )
    },
    { needsServer: true },
  ),
  ...[true, false].map((isNamed) =>
    check(
      'transports.talks-to-a-real-server',
      isNamed ? 'by its name' : 'without a host',
      async (t) => {
        const { peername } = await ask(t, [bytes(request)], { host: isNamed ? nameOfServer(t) : null })
        t.same(
          (peername as { host?: unknown } | null)?.host,
          '127.0.0.1',
          'the host of getExtraInfo("peername")',
        )
      },
      {
        needsServer: true,
        hint: 'Try every address of the name. The server may listen at only one of them.',
      },
    ),
  ),
  check(
    'transports.talks-to-a-real-server',
    'a request of a megabyte',
    async (t) => {
      await ask(t, longRequest)
    },
    { needsServer: true, hint: 'Keep what the system does not take at once, and send it later.' },
  ),
  check(
    'transports.talks-to-a-real-server',
    'reading is resumed when all has come',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      const before = await askForOthers(t, loop)
      const { transport, protocol, ended } = await reach(t, loop)
      transport.pauseReading()
      transport.write(bytes(request))
      await untilOthersAre(t, loop, before)
      const early = protocol.received
      transport.resumeReading()
      t.waitingFor = 'the end of the response'
      await loop.runUntilComplete(ended)
      t.same(early, '', 'what arrived while reading was paused')
      t.same(protocol.received.slice(0, 12), 'HTTP/1.0 200', 'how the response begins')
      t.order('eofReceived', 'connectionLost')
      t.sameItems(protocol.lost, [null], 'what connectionLost() received')
    },
    {
      needsServer: true,
      hint: 'Read from the socket before you wait for it. Data that has already arrived causes no event.',
    },
  ),
  check(
    'transports.refused-connection-is-an-error',
    'the port 1 of this machine',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      // A machine that cannot connect to itself has another error: there the check is skipped.
      t.peersOf(loop)
      const outcome = await failToConnect(t, loop, '127.0.0.1')
      const code = outcome.threw ? (outcome.error as { code?: unknown }).code : null
      t.same(code, 'ECONNREFUSED', 'the code of the error')
    },
    { needsPeers: true },
  ),
  check('transports.refused-connection-is-an-error', 'the address of all machines', async (t) => {
    // TCP cannot be broadcast, so every system refuses at once, each with a code of its own.
    await failToConnect(t, t.newEventLoop() as NetworkEventLoop, '255.255.255.255')
  }),
  check(
    'transports.all-errors-come-together',
    'the port 1 of this machine',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      t.peersOf(loop)
      const connection = loop.createConnection(() => new RecordingProtocol(t), '127.0.0.1', 1, {
        allErrors: true,
      })
      const outcome = await t.attemptAsync(() => loop.runUntilComplete(connection))
      t.that(outcome.threw, 'createConnection() throws', 'createConnection() returned')
      const { error } = outcome as { error: { errors?: unknown } }
      t.that(
        Array.isArray(error.errors) && error.errors.length === 1 && error.errors.every(isOsError),
        'an error whose errors are one OSError',
        show(error),
      )
    },
    { needsPeers: true },
  ),
]
