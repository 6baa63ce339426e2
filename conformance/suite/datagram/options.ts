/** What an endpoint is made with besides its addresses. */
import { check, type Check, type CheckContext, type Peers } from '../../harness/index.ts'
import { bytes } from '../support/connections.ts'
import {
  anyPort,
  DatagramWitness,
  newDatagramLoop,
  openEndpoint,
  RecordingDatagrams,
} from '../support/datagrams.ts'
import { runUntil } from '../support/servers.ts'
import { pairOf } from '../support/pairs.ts'

/** The broadcast address of the loopback interface, where there is one. */
const everyone = '127.255.255.255'
const here = '127.0.0.1'

export const datagramOptionsChecks: readonly Check[] = [
  check(
    'datagram.allowed-broadcast-is-sent',
    'a datagram for everyone on the loopback interface',
    async (t) => {
      const loop = newDatagramLoop(t)
      const peers = t.peersOf(loop)
      needBroadcast(t, peers)
      const peer = new DatagramWitness(peers, { host: '0.0.0.0' })
      const { port } = peer.address
      const { transport, until } = await openEndpoint(t, { on: loop, allowBroadcast: true })
      transport.sendto(bytes('for all'), { host: everyone, port })
      transport.sendto(bytes('for one'), { host: here, port })
      await until('the second datagram', () => peer.look().received.includes('for one'))
      t.sameItems(peer.received, ['for all', 'for one'], 'what the peer received')
      t.times('errorReceived', 0)
    },
    { needsPeers: true },
  ),
  check(
    'datagram.reuse-port-shares-a-port',
    'two endpoints of one loop',
    async (t) => {
      const loop = newDatagramLoop(t)
      const peers = t.peersOf(loop)
      const first = new RecordingDatagrams(t, {}, 'first: ')
      const outcome = await t.attemptAsync(() =>
        loop.runUntilComplete(
          loop.createDatagramEndpoint(() => first, { localAddr: anyPort, reusePort: true }),
        ),
      )
      if (outcome.threw) {
        t.threw(outcome, 'ValueError', 'createDatagramEndpoint() on a system that cannot share a port')
        return t.skipWithout('reusePort')
      }
      const [transport] = pairOf(t, outcome.value, 'createDatagramEndpoint()')
      const localAddr = transport.getExtraInfo('sockname') as typeof anyPort
      const second = new RecordingDatagrams(t, {}, 'second: ')
      const shared = await t.attemptAsync(() =>
        loop.runUntilComplete(loop.createDatagramEndpoint(() => second, { localAddr, reusePort: true })),
      )
      t.returned(shared, 'createDatagramEndpoint() at a port that is shared')
      const texts = ['a', 'b', 'c', 'd']
      for (const one of texts) new DatagramWitness(peers).send(localAddr, one)
      const received = (): string[] => [...first.received, ...second.received]
      await runUntil(t, loop, 'four datagrams', () => received().length >= texts.length)
      t.sameItems(received().sort(), texts, 'what both endpoints received')
    },
    { needsPeers: true },
  ),
]

/** More looks than a datagram on the loopback interface needs. */
const mostLooks = 1000

/** Skips the check if a datagram of a peer for everyone does not arrive at another peer. The second one says that the first is lost. */
function needBroadcast(t: CheckContext, peers: Peers): void {
  const peer = new DatagramWitness(peers, { host: '0.0.0.0' })
  const { port } = peer.address
  try {
    const sender = new DatagramWitness(peers)
    sender.send({ host: everyone, port }, 'for all')
    sender.send({ host: here, port }, 'for one')
  } catch {
    t.skipWithout('broadcast')
  }
  for (let looks = 0; looks < mostLooks && !peer.look().received.includes('for one'); looks++);
  if (!peer.received.includes('for all')) t.skipWithout('broadcast')
}
