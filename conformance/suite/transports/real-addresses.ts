/** Where a connection over TCP leads to and comes from, and what becomes of an attempt. */
import type { AddressInfo, Coroutine, NetworkEventLoop, Transport } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { reach, serverOf, threwOsError, nameOfServer } from '../support/real-server.ts'
import { RecordingProtocol } from '../support/connections.ts'

/** Longer than a name can be, so that the system refuses it without asking anybody. */
const noName = `${'no-such-name.'.repeat(40)}example`

const v6: AddressInfo = {
  family: 6,
  type: 'stream',
  proto: 6,
  canonname: '',
  address: { host: '::1', port: 0 },
}
const v4: AddressInfo = { ...v6, family: 4, address: { host: '127.0.0.1', port: 0 } }

/** Waits until lookups and connections that began earlier are over. */
async function calmDown(t: CheckContext): Promise<void> {
  const loop = t.newEventLoop() as NetworkEventLoop
  for (let round = 0; round < 2; round++) {
    const { transport, ended } = await reach(t, loop, { host: nameOfServer(t), prefix: 'later: ' })
    transport.abort()
    await loop.runUntilComplete(ended)
    await t.host.turn()
  }
}

/** The local address of a connection. */
function socknameOf(transport: Transport): { host?: unknown; port: number } {
  return (transport.getExtraInfo('sockname') ?? {}) as { host?: unknown; port: number }
}

/** A task that connects to the server by its name, which takes a lookup first. */
function connecting(t: CheckContext, loop: NetworkEventLoop): ReturnType<NetworkEventLoop['createTask']> {
  const { port } = serverOf(t)
  return loop.createTask(loop.createConnection(() => new RecordingProtocol(t), nameOfServer(t), port))
}

export const transportsRealAddressesChecks: readonly Check[] = [
  check('transports.name-that-leads-nowhere-is-an-error', 'one that is too long to be known', async (t) => {
    const loop = t.newEventLoop() as NetworkEventLoop
    t.waitingFor = 'createConnection() to fail'
    const outcome = await t.attemptAsync(() =>
      loop.runUntilComplete(loop.createConnection(() => new RecordingProtocol(t), noName, 1)),
    )
    threwOsError(t, outcome, 'createConnection()')
  }),
  check('transports.addresses-say-their-family', 'two in digits', async (t) => {
    const loop = t.newEventLoop() as NetworkEventLoop
    if (typeof loop.getaddrinfo !== 'function') t.skipWithout('getaddrinfo')
    const found: [string, number][] = []
    for (const host of ['127.0.0.1', '::1']) {
      t.waitingFor = `getaddrinfo('${host}', 80)`
      const infos = await loop.runUntilComplete(loop.getaddrinfo(host, 80))
      found.push(...infos.map(({ address, family }): [string, number] => [address.host, family]))
    }
    for (const [host, due] of [
      ['127.0.0.1', 4],
      ['::1', 6],
    ] as const) {
      const families = new Set(found.filter(([name]) => name === host).map(([, family]) => family))
      t.sameItems(families, new Set([due]), `the families that getaddrinfo() gave for ${host}`)
    }
  }),
  check(
    'transports.connects-from-the-local-address',
    'with a port, and with none',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      const localAddr = { host: '127.0.0.1', port: 0 }
      const { transport } = await reach(t, loop, { localAddr })
      const first = socknameOf(transport)
      // Somebody else may have the next port, or the one after that.
      let port = first.port
      let outcome
      do {
        port = port < 65_000 ? port + 1 : 20_000
        const asked = { localAddr: { ...localAddr, port } }
        outcome = await t.attemptAsync(() => reach(t, loop, asked))
      } while (outcome.threw && Math.abs(port - first.port) < 50)
      const { transport: second } = t.returned(outcome, 'createConnection() with a port of ours')
      t.same(first.host, '127.0.0.1', 'the host of getExtraInfo("sockname")')
      t.same(socknameOf(second).port, port, 'the port of getExtraInfo("sockname")')
    },
    { needsServer: true },
  ),
  check(
    'transports.local-address-has-the-same-family',
    'one of the other family',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      const localAddr = { host: '::1', port: 0 }
      const outcome = await t.attemptAsync(() => reach(t, loop, { localAddr }))
      threwOsError(t, outcome, 'createConnection() from ::1 to 127.0.0.1')
    },
    { needsServer: true },
  ),
  check(
    'transports.first-local-address-that-fits-is-taken',
    'the second of two',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      if (typeof loop.getaddrinfo !== 'function') t.skipWithout('getaddrinfo')
      loop.getaddrinfo = function* (): Coroutine<readonly AddressInfo[]> {
        t.note('getaddrinfo')
        return [v6, v4]
      }
      const outcome = await t.attemptAsync(() =>
        reach(t, loop, { localAddr: { host: 'two-addresses.example', port: 0 } }),
      )
      t.happened('getaddrinfo')
      const { transport } = t.returned(outcome, 'createConnection()')
      t.same(socknameOf(transport).host, '127.0.0.1', 'the host of the local address')
    },
    { needsServer: true },
  ),
  check(
    'transports.given-up-attempt-is-silent',
    'cancelled while the name is looked up',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      const reports = t.reports(loop)
      const task = connecting(t, loop)
      loop.callSoon(() => task.cancel())
      t.waitingFor = 'createConnection() to be cancelled'
      const outcome = await t.attemptAsync(() => loop.runUntilComplete(task))
      await calmDown(t)
      await t.iterations(loop)
      t.threw(outcome, 'CancelledError', 'the run')
      t.sameItems(reports, [], 'what the exception handler received')
      t.times('connectionMade', 0)
      t.happened('later: connectionMade')
    },
    {
      needsServer: true,
      hint: 'Check that the future is still pending when the lookup or the connection is over.',
    },
  ),
  check(
    'transports.given-up-attempt-is-silent',
    'the loop is closed while the name is looked up',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      connecting(t, loop)
      loop.callSoon(() => loop.stop())
      await loop.runForever()
      loop.close()
      await calmDown(t)
      t.times('connectionMade', 0)
      t.happened('later: connectionMade')
    },
    {
      needsServer: true,
      hint: 'Check that the loop is still open when the lookup or the connection is over.',
    },
  ),
]
