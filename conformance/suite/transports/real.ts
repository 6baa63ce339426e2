/** Over TCP. The server is the host's, and not ours. */
import { isOsError, type NetworkEventLoop } from '../../../spec/index.ts'
import { check, show, type Check, type CheckContext } from '../../harness/index.ts'
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

/** Connects to the port, and demands that this fails with an error of the system, which it returns. */
async function failToConnect(
  t: CheckContext,
  loop: NetworkEventLoop,
  host: string | null,
  port: number,
): Promise<Error> {
  const factory = (): RecordingProtocol => {
    t.note('factory')
    return new RecordingProtocol(t)
  }
  t.waitingFor = 'createConnection() to fail'
  const outcome = await t.attemptAsync(() =>
    loop.runUntilComplete(loop.createConnection(factory, host, port)),
  )
  threwOsError(t, outcome, `createConnection() to ${host ?? 'this machine'}`)
  return (outcome as { readonly error: Error }).error
}

/** A port that two addresses of this machine refuse. Without a host, `createConnection` tries both. */
async function portOfTwoAddresses(t: CheckContext, loop: NetworkEventLoop): Promise<number> {
  const peers = t.peersOf(loop)
  const found = await loop.runUntilComplete(loop.getaddrinfo(null, 80))
  if (!both.every((host) => found.some(({ address }) => address.host === host))) t.skipWithout('twoAddresses')
  try {
    return peers.refusingPort(both)
  } catch {
    return t.skipWithout('twoAddresses')
  }
}

const both = ['127.0.0.1', '::1']

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
    'a port at which nobody listens',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      // A machine that cannot connect to itself has another error: there the check is skipped.
      const port = t.peersOf(loop).refusingPort()
      const { code } = (await failToConnect(t, loop, '127.0.0.1', port)) as { code?: unknown }
      t.same(code, 'ECONNREFUSED', 'the code of the error')
      t.times('factory', 0)
    },
    { needsPeers: true },
  ),
  check('transports.refused-connection-is-an-error', 'the address of all machines', async (t) => {
    // TCP cannot be broadcast, so every system refuses at once, each with a code of its own.
    await failToConnect(t, t.newEventLoop() as NetworkEventLoop, '255.255.255.255', 1)
    t.times('factory', 0)
  }),
  check(
    'transports.one-error-says-all',
    'two addresses at which nobody listens',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      const port = await portOfTwoAddresses(t, loop)
      const { message } = await failToConnect(t, loop, null, port)
      for (const host of both) {
        const alone = await failToConnect(t, loop, host, port)
        t.that(
          message.includes(alone.message),
          `an error whose message contains what ${host} alone gives: ${alone.message}`,
          `the message is: ${message}`,
        )
      }
    },
    { needsPeers: true },
  ),
  ...[false, true].map((isOfTwo) =>
    check(
      'transports.all-errors-come-together',
      isOfTwo ? 'two addresses at which nobody listens' : 'a port at which nobody listens',
      async (t) => {
        const loop = t.newEventLoop() as NetworkEventLoop
        const port = isOfTwo ? await portOfTwoAddresses(t, loop) : t.peersOf(loop).refusingPort()
        const connection = loop.createConnection(
          () => new RecordingProtocol(t),
          isOfTwo ? null : '127.0.0.1',
          port,
          { allErrors: true },
        )
        t.waitingFor = 'createConnection() to fail'
        const outcome = await t.attemptAsync(() => loop.runUntilComplete(connection))
        t.that(outcome.threw, 'createConnection() throws', 'createConnection() returned')
        const { error } = outcome as { error: { errors?: unknown } }
        const count = isOfTwo ? 2 : 1
        t.that(
          Array.isArray(error.errors) && error.errors.length === count && error.errors.every(isOsError),
          `an error whose errors are ${isOfTwo ? 'two OSErrors' : 'one OSError'}`,
          show(error),
        )
      },
      { needsPeers: true },
    ),
  ),
]
