/** Where a connection over TCP leads to and comes from, and what becomes of an attempt. */
import type { AddressInfo, Coroutine, NetworkEventLoop } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { reach, serverOf, threwOsError } from './real-server.ts'
import { RecordingProtocol } from './transports-connection.ts'

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

/** A host that has had its say: lookups and connections that were begun before are over. */
async function calmDown(check: Check): Promise<void> {
  const loop = check.newEventLoop() as NetworkEventLoop
  for (let round = 0; round < 2; round++) {
    const { transport, ended } = await reach(check, loop, { host: 'localhost', prefix: 'later: ' })
    transport.abort()
    await loop.runUntilComplete(ended)
    await check.host.turn()
  }
}

/** A task that connects to the server by its name, which takes a lookup first. */
function connecting(check: Check, loop: NetworkEventLoop): ReturnType<NetworkEventLoop['createTask']> {
  const { port } = serverOf(check)
  return loop.createTask(loop.createConnection(() => new RecordingProtocol(check), 'localhost', port))
}

export const transportsRealAddressesTests: readonly ClauseTest[] = [
  clauseTest(
    'transports.name-that-leads-nowhere-is-an-error',
    'one that is too long to be known',
    async (check) => {
      const loop = check.newEventLoop() as NetworkEventLoop
      check.waitingFor = 'createConnection() to fail'
      const outcome = await check.attemptAsync(() =>
        loop.runUntilComplete(loop.createConnection(() => new RecordingProtocol(check), noName, 1)),
      )
      threwOsError(check, outcome, 'createConnection()')
    },
  ),
  clauseTest('transports.addresses-say-their-family', 'two in digits', async (check) => {
    const loop = check.newEventLoop() as NetworkEventLoop
    if (typeof loop.getaddrinfo !== 'function') check.skipFor('getaddrinfo')
    const found: [string, number][] = []
    for (const host of ['127.0.0.1', '::1']) {
      check.waitingFor = `getaddrinfo('${host}', 80)`
      const infos = await loop.runUntilComplete(loop.getaddrinfo(host, 80))
      found.push(...infos.map(({ address, family }): [string, number] => [address.host, family]))
    }
    for (const [host, due] of [
      ['127.0.0.1', 4],
      ['::1', 6],
    ] as const) {
      const families = new Set(found.filter(([name]) => name === host).map(([, family]) => family))
      check.sameMembers(families, new Set([due]), `the families that getaddrinfo() gave for ${host}`)
    }
  }),
  clauseTest(
    'transports.connects-from-the-local-address',
    'with a port, and with none',
    async (check) => {
      const loop = check.newEventLoop() as NetworkEventLoop
      const localAddr = { host: '127.0.0.1', port: 0 }
      const { transport } = await reach(check, loop, { localAddr })
      const first = transport.getExtraInfo('sockname') as { host: string; port: number }
      // Somebody else may have the next port, or the one after that.
      let port = first.port
      let outcome
      do {
        port = port < 65_000 ? port + 1 : 20_000
        const asked = { localAddr: { ...localAddr, port } }
        outcome = await check.attemptAsync(() => reach(check, loop, asked))
      } while (outcome.threw && Math.abs(port - first.port) < 50)
      check.answered(outcome, 'createConnection() with a port of ours')
      const second = outcome.threw ? null : outcome.value.transport.getExtraInfo('sockname')
      check.same(first.host, '127.0.0.1', 'the host of getExtraInfo("sockname")')
      check.same((second as { port?: unknown } | null)?.port, port, 'the port of getExtraInfo("sockname")')
    },
    { needsServer: true },
  ),
  clauseTest(
    'transports.local-address-has-the-same-family',
    'one of the other family',
    async (check) => {
      const loop = check.newEventLoop() as NetworkEventLoop
      const localAddr = { host: '::1', port: 0 }
      const outcome = await check.attemptAsync(() => reach(check, loop, { localAddr }))
      threwOsError(check, outcome, 'createConnection() from ::1 to 127.0.0.1')
    },
    { needsServer: true },
  ),
  clauseTest(
    'transports.first-local-address-that-fits-is-taken',
    'the second of two',
    async (check) => {
      const loop = check.newEventLoop() as NetworkEventLoop
      if (typeof loop.getaddrinfo !== 'function') check.skipFor('getaddrinfo')
      loop.getaddrinfo = function* (): Coroutine<readonly AddressInfo[]> {
        check.note('getaddrinfo')
        return [v6, v4]
      }
      const outcome = await check.attemptAsync(() =>
        reach(check, loop, { localAddr: { host: 'two-addresses.example', port: 0 } }),
      )
      check.happened('getaddrinfo')
      check.answered(outcome, 'createConnection()')
      const sockname = outcome.threw ? null : outcome.value.transport.getExtraInfo('sockname')
      check.same((sockname as { host?: unknown } | null)?.host, '127.0.0.1', 'the host of the local address')
    },
    { needsServer: true },
  ),
  clauseTest(
    'transports.given-up-attempt-is-silent',
    'cancelled while the name is looked up',
    async (check) => {
      const loop = check.newEventLoop() as NetworkEventLoop
      const reports = check.reports(loop)
      const task = connecting(check, loop)
      loop.callSoon(() => task.cancel())
      check.waitingFor = 'createConnection() to be cancelled'
      const outcome = await check.attemptAsync(() => loop.runUntilComplete(task))
      await calmDown(check)
      await check.iterations(loop)
      check.threw(outcome, 'CancelledError', 'the run')
      check.sameMembers(reports, [], 'what the exception handler heard')
      check.times('connectionMade', 0)
      check.happened('later: connectionMade')
    },
    { needsServer: true, hint: 'Whoever answers late looks whether the future is still pending.' },
  ),
  clauseTest(
    'transports.given-up-attempt-is-silent',
    'the loop is closed while the name is looked up',
    async (check) => {
      const loop = check.newEventLoop() as NetworkEventLoop
      connecting(check, loop)
      loop.callSoon(() => loop.stop())
      await loop.runForever()
      loop.close()
      await calmDown(check)
      check.times('connectionMade', 0)
      check.happened('later: connectionMade')
    },
    { needsServer: true, hint: 'Whoever answers late looks whether the loop is still open.' },
  ),
]
