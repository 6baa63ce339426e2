import {
  isOsError,
  MemoryDatagrams,
  socketPair,
  type DatagramEventLoop,
  type DatagramOptions,
  type DatagramSocket,
  type SocketAddress,
} from '../../../spec/index.ts'
import { check, oneOf, type Check, type CheckContext } from '../../harness/index.ts'
import { bytes } from '../support/connections.ts'
import {
  anyPort,
  DatagramWitness,
  freeAddress,
  isFree,
  newDatagramLoop,
  openEndpoint,
  RecordingDatagrams,
} from '../support/datagrams.ts'
import { leavesNothingOpen } from '../support/open-files.ts'
import { runUntil } from '../support/servers.ts'

const anotherPort = { host: '127.0.0.1', port: 9 }

/** Options that do not go together. */
const contradictions = oneOf<DatagramOptions>(
  ['neither an address nor a family', () => ({})],
  ['addresses of two families', () => ({ localAddr: anyPort, remoteAddr: { host: '::1', port: 9 } })],
  ['sock and localAddr', () => ({ sock: memorySocket(), localAddr: anyPort })],
  ['sock and remoteAddr', () => ({ sock: memorySocket(), remoteAddr: anotherPort })],
  ['sock and family', () => ({ sock: memorySocket(), family: 4 })],
  ['sock and reusePort', () => ({ sock: memorySocket(), reusePort: true })],
  ['sock and allowBroadcast', () => ({ sock: memorySocket(), allowBroadcast: true })],
  ['a stream socket', () => ({ sock: socketPair()[0] as unknown as DatagramSocket })],
)

const memorySocket = (): DatagramSocket =>
  new MemoryDatagrams().open({ family: 4, local: anyPort, remote: null })

/** A name that leads nowhere: longer than a name can be, so that the system refuses it without asking anybody. */
const nowhere = { host: `${'no-such-name.'.repeat(40)}example`, port: 9 }

/** A family, and an address that does not belong to it. */
const otherFamilies = oneOf<DatagramOptions>(
  ['localAddr is IPv4, family 6', () => ({ localAddr: anyPort, family: 6 })],
  ['remoteAddr is IPv4, family 6', () => ({ remoteAddr: anotherPort, family: 6 })],
  ['localAddr is IPv6, family 4', () => ({ localAddr: { host: '::1', port: 0 }, family: 4 })],
  ['remoteAddr is IPv6, family 4', () => ({ remoteAddr: { host: '::1', port: 9 }, family: 4 })],
)

/** When createDatagramEndpoint() is cancelled. To make an endpoint takes a few iterations. */
const moments = oneOf<number>(
  ['after one iteration', () => 1],
  ['at once', () => 0],
  ['after two iterations', () => 2],
  ['after three iterations', () => 3],
  ['after four iterations', () => 4],
)

export const datagramCreatingChecks: readonly Check[] = [
  check('datagram.contradicting-arguments-are-refused', 'one contradiction after the other', async (t) => {
    const loop = newDatagramLoop(t)
    const options = t.draw('arguments', contradictions)
    const attempt = await t.attemptAsync(() =>
      loop.runUntilComplete(loop.createDatagramEndpoint(() => new RecordingDatagrams(t), options)),
    )
    t.threw(attempt, 'ValueError', 'createDatagramEndpoint()')
    t.times('connectionMade', 0)
  }),
  check(
    'datagram.used-address-is-an-error',
    'localAddr is the address of a peer',
    async (t) => {
      const loop = newDatagramLoop(t)
      const peer = new DatagramWitness(t.peersOf(loop))
      const factory = (): RecordingDatagrams => {
        t.note('factory')
        return new RecordingDatagrams(t)
      }
      const endpoint = loop.createDatagramEndpoint(factory, { localAddr: peer.address })
      const attempt = await t.attemptAsync(() => loop.runUntilComplete(endpoint))
      t.that(
        attempt.threw && isOsError(attempt.error),
        'createDatagramEndpoint() at an address in use throws OSError',
        attempt.threw ? 'it threw another error' : 'it returned',
      )
      t.times('factory', 0)
    },
    { needsPeers: true },
  ),
  check('datagram.impossible-port-is-refused', 'too large, and negative', async (t) => {
    const loop = newDatagramLoop(t)
    const port = t.draw(
      'port',
      oneOf<number>(['70000', () => 70_000], ['65536', () => 65_536], ['-1', () => -1]),
    )
    const side = t.draw(
      'of',
      oneOf<'localAddr' | 'remoteAddr'>(['localAddr', () => 'localAddr'], ['remoteAddr', () => 'remoteAddr']),
    )
    const options = { [side]: { host: '127.0.0.1', port } }
    const outcome = await t.attemptAsync(() =>
      loop.runUntilComplete(loop.createDatagramEndpoint(() => new RecordingDatagrams(t), options)),
    )
    t.that(
      outcome.threw,
      `createDatagramEndpoint() with port ${String(port)} throws`,
      'it returned an endpoint',
    )
  }),
  check('datagram.unknown-host-is-an-error', 'a name that is too long to be known', async (t) => {
    const loop = newDatagramLoop(t)
    const options = t.draw(
      'the name is that of',
      oneOf<DatagramOptions>(
        ['localAddr', () => ({ localAddr: nowhere })],
        ['remoteAddr', () => ({ remoteAddr: nowhere })],
      ),
    )
    const endpoint = loop.createDatagramEndpoint(() => new RecordingDatagrams(t), options)
    const attempt = await t.attemptAsync(() => loop.runUntilComplete(endpoint))
    t.that(
      attempt.threw && isOsError(attempt.error),
      'createDatagramEndpoint() with a name without an address throws OSError',
      attempt.threw ? 'it threw another error' : 'it returned',
    )
    t.times('connectionMade', 0)
  }),
  check(
    'datagram.family-chooses-the-address',
    'localhost, which may have an address of each family',
    async (t) => {
      const loop = newDatagramLoop(t)
      for (const [family, host] of [
        [4, '127.0.0.1'],
        [6, '::1'],
      ] as const) {
        const localAddr = { host: 'localhost', port: 0 }
        const attempt = await t.attemptAsync(() =>
          loop.runUntilComplete(
            loop.createDatagramEndpoint(() => new RecordingDatagrams(t), { localAddr, family }),
          ),
        )
        if (attempt.threw) {
          t.that(isOsError(attempt.error), 'an OSError if the name has no such address', 'another error')
          continue
        }
        const { host: bound } = attempt.value[0].getExtraInfo('sockname') as SocketAddress
        t.same(bound, host, `the host for family ${String(family)}`)
      }
    },
  ),
  check('datagram.family-chooses-the-address', 'an address in digits of the other family', async (t) => {
    const loop = newDatagramLoop(t)
    const options = t.draw('options', otherFamilies)
    const endpoint = loop.createDatagramEndpoint(() => new RecordingDatagrams(t), options)
    const attempt = await t.attemptAsync(() => loop.runUntilComplete(endpoint))
    t.that(
      attempt.threw && isOsError(attempt.error),
      'createDatagramEndpoint() with an address of another family throws OSError',
      attempt.threw ? 'it threw another error' : 'it returned',
    )
    t.times('connectionMade', 0)
  }),
  check(
    'datagram.both-families-work',
    'an endpoint at ::1',
    async (t) => {
      const loop = newDatagramLoop(t)
      const peers = t.peersOf(loop)
      const localAddr = { host: '::1', port: 0 }
      if (!isFree(peers, localAddr)) t.skipWithout('ipv6')
      const peer = new DatagramWitness(peers, localAddr)
      const { transport, protocol, address, until } = await openEndpoint(t, { on: loop, localAddr })
      peer.send(address, 'there')
      await until('datagramReceived()', () => protocol.received.length >= 1)
      t.sameItems(protocol.received, ['there'], 'what the endpoint received')
      t.same(protocol.senders[0]?.host, '::1', 'the host of the sender')
      transport.sendto(bytes('back'), peer.address)
      await until('the reply', () => peer.look().received.length >= 1)
      t.sameItems(peer.received, ['back'], 'what the peer received')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.family-alone-is-enough',
    'an endpoint without an address sends',
    async (t) => {
      const { loop, transport, protocol, until } = await openEndpoint(t, { family: 4 })
      const peer = new DatagramWitness(t.peersOf(loop))
      transport.sendto(bytes('there'), peer.address)
      await until('the datagram', () => peer.look().received.length >= 1)
      t.sameItems(peer.received, ['there'], 'what the peer received')
      const [sender] = peer.senders
      if (sender !== undefined) peer.send(sender, 'back')
      await until('datagramReceived()', () => protocol.received.length >= 1)
      t.sameItems(protocol.received, ['back'], 'what the endpoint received')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.transport-knows-its-addresses',
    'an endpoint without, and one with a remote address',
    async (t) => {
      const loop = newDatagramLoop(t)
      const peers = t.peersOf(loop)
      const peer = new DatagramWitness(peers)
      const localAddr = freeAddress(peers)
      const free = (await openEndpoint(t, { on: loop, localAddr, prefix: 'free: ' })).transport
      const connected = (await openEndpoint(t, { on: loop, remoteAddr: peer.address, prefix: 'connected: ' }))
        .transport
      const told = (transport: typeof free, name: string): unknown => {
        const address = transport.getExtraInfo(name) as { host: string; port: number } | null
        return address === null ? null : `${address.host} port ${String(address.port)}`
      }
      t.same(told(free, 'sockname'), `127.0.0.1 port ${String(localAddr.port)}`, 'sockname of the endpoint')
      t.same(told(free, 'peername'), null, 'peername of an endpoint without a remote address')
      t.same(
        told(connected, 'peername'),
        `127.0.0.1 port ${String(peer.address.port)}`,
        'peername of the connected endpoint',
      )
      for (const transport of [free, connected]) {
        t.that(transport.getExtraInfo('socket') !== null, 'there is a socket', 'there is no socket')
        t.same(
          transport.getExtraInfo('no such name', 'fallback'),
          'fallback',
          'getExtraInfo() of an unknown name',
        )
      }
    },
    { needsPeers: true },
  ),
  check(
    'datagram.cancelled-creation-leaves-no-socket',
    'the task is cancelled after some iterations',
    async (t) => {
      const iterations = t.draw('cancelled', moments)
      const loop = newDatagramLoop(t)
      const peers = t.peersOf(loop)
      const localAddr = freeAddress(peers)
      const protocol = new RecordingDatagrams(t)
      await cancelAfter(t, loop, protocol, localAddr, iterations)
      await runUntil(t, loop, 'the port to be free', () => isFree(peers, localAddr))
      t.same(protocol.lost.length, protocol.transports.length, 'how often connectionLost() was called')
    },
    { needsPeers: true },
  ),
  check('datagram.cancelled-creation-leaves-no-socket', 'eight times', async (t) => {
    const iterations = t.draw('cancelled', moments)
    const loop = newDatagramLoop(t)
    await leavesNothingOpen(t, loop, 'eight calls that are cancelled', async () => {
      for (let count = 0; count < 8; count++)
        await cancelAfter(t, loop, new RecordingDatagrams(t), anyPort, iterations)
    })
  }),
  check(
    'datagram.used-address-is-an-error',
    'eight times',
    async (t) => {
      const loop = newDatagramLoop(t)
      const { address: localAddr } = new DatagramWitness(t.peersOf(loop))
      await leavesNothingOpen(t, loop, 'eight calls with an address in use', async () => {
        for (let count = 0; count < 8; count++) {
          const endpoint = loop.createDatagramEndpoint(() => new RecordingDatagrams(t), { localAddr })
          const { threw } = await t.attemptAsync(() => loop.runUntilComplete(endpoint))
          t.that(threw, 'createDatagramEndpoint() at an address in use throws', 'it returned')
        }
      })
    },
    { needsPeers: true },
  ),
  check(
    'datagram.failing-factory-leaves-no-socket',
    'the protocol factory throws',
    async (t) => {
      const loop = newDatagramLoop(t)
      const peers = t.peersOf(loop)
      const localAddr = freeAddress(peers)
      const thrown = new Error('thrown by the protocol factory')
      const factory = (): never => {
        throw thrown
      }
      const endpoint = loop.createDatagramEndpoint(factory, { localAddr })
      const attempt = await t.attemptAsync(() => loop.runUntilComplete(endpoint))
      t.same(attempt.threw ? attempt.error : null, thrown, 'what createDatagramEndpoint() threw')
      await runUntil(t, loop, 'the port to be free', () => isFree(peers, localAddr))
    },
    { needsPeers: true },
  ),
]

/** Cancels createDatagramEndpoint() after some iterations. An endpoint that was faster is closed. */
async function cancelAfter(
  t: CheckContext,
  loop: DatagramEventLoop,
  protocol: RecordingDatagrams,
  localAddr: SocketAddress,
  iterations: number,
): Promise<void> {
  const task = loop.createTask(loop.createDatagramEndpoint(() => protocol, { localAddr }))
  const cancel = (left: number): void => {
    if (left > 0) loop.callSoon(cancel, [left - 1])
    else task.cancel()
  }
  cancel(iterations)
  await runUntil(t, loop, 'the cancelled task to end', () => task.done())
  if (task.cancelled()) t.note('cancelled')
  else protocol.transports[0]?.close()
}
