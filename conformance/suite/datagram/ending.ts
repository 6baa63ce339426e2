import { check, type Check, type CheckContext } from '../../harness/index.ts'
import { bytes } from '../support/connections.ts'
import { DatagramWitness, isFree, newDatagramLoop, openEndpoint } from '../support/datagrams.ts'
import { demandNoSocket, keepingAlive } from '../support/leftovers.ts'

/** Ends one of two endpoints. What the other one receives afterwards shows that the loop had time enough. */
const endBy =
  (method: 'close' | 'abort') =>
  async (t: CheckContext): Promise<void> => {
    const { loop, transport, protocol, address, until } = await openEndpoint(t)
    const other = await openEndpoint(t, { on: loop, prefix: 'other: ' })
    const peer = new DatagramWitness(t.peersOf(loop))
    peer.send(address, 'late')
    t.same(transport.isClosing(), false, 'isClosing() before the end')
    transport[method]()
    transport[method]()
    t.note(`${method}() returned`)
    t.same(transport.isClosing(), true, `isClosing() after ${method}()`)
    await until('connectionLost()', () => protocol.lost.length >= 1)
    peer.send(other.address, 'to the other')
    await until('a datagram at the other endpoint', () => other.protocol.received.length >= 1)
    t.sameItems(protocol.lost, [null], 'the arguments of connectionLost()')
    t.order(`${method}() returned`, 'connectionLost')
    t.sameItems(protocol.received, [], `what the endpoint received after ${method}()`)
  }

export const datagramEndingChecks: readonly Check[] = [
  check('datagram.close-ends-the-endpoint', 'close(), twice, while a datagram waits', endBy('close'), {
    needsPeers: true,
  }),
  check('datagram.abort-ends-the-endpoint', 'abort(), twice, while a datagram waits', endBy('abort'), {
    needsPeers: true,
  }),
  check(
    'datagram.close-ends-the-endpoint',
    'close() at the first of three datagrams',
    async (t) => {
      const { loop, protocol, address, until } = await openEndpoint(t, {
        behaviour: { datagramReceived: (transport) => transport.close() },
      })
      const other = await openEndpoint(t, { on: loop, prefix: 'other: ' })
      const peer = new DatagramWitness(t.peersOf(loop))
      peer.send(address, 'one', 'two', 'three')
      await until('connectionLost()', () => protocol.lost.length >= 1)
      peer.send(other.address, 'to the other')
      await until('a datagram at the other endpoint', () => other.protocol.received.length >= 1)
      t.sameItems(protocol.lost, [null], 'the arguments of connectionLost()')
      t.sameItems(protocol.received, ['one'], 'what the endpoint received')
    },
    { needsPeers: true },
  ),
  ...(['close', 'abort'] as const).map((method) =>
    check(
      'datagram.end-gives-the-port-back',
      `${method}(), and a peer at the same port`,
      async (t) => {
        const { loop, transport, protocol, address, until } = await openEndpoint(t)
        transport[method]()
        await until('connectionLost()', () => protocol.lost.length >= 1)
        const peers = t.peersOf(loop)
        await until('the port to be free', () => isFree(peers, address))
        t.times('connectionLost', 1)
      },
      { needsPeers: true },
    ),
  ),
  check(
    'datagram.end-gives-the-port-back',
    'connectionLost() throws',
    async (t) => {
      const error = new Error('thrown by connectionLost()')
      const { loop, transport, protocol, address, until } = await openEndpoint(t, {
        behaviour: {
          connectionLost: () => {
            throw error
          },
        },
      })
      const reports = t.reports(loop)
      transport.close()
      await until('connectionLost()', () => protocol.lost.length >= 1)
      const peers = t.peersOf(loop)
      await until('the port to be free', () => isFree(peers, address))
      t.sameItems(
        reports.map(({ exception }) => exception),
        [error],
        'what the exception handler got',
      )
    },
    { needsPeers: true },
  ),
  check(
    'datagram.closed-loop-receives-nothing',
    'a datagram that comes later',
    async (t) => {
      const { loop, protocol, address, until } = await openEndpoint(t)
      const peer = new DatagramWitness(t.peersOf(loop))
      peer.send(address, 'in time')
      await until('a datagram', () => protocol.received.length >= 1)
      t.returned(
        t.attempt(() => loop.close()),
        'close() of the loop',
      )
      const before = t.trace.length
      const later = t.attempt(() => peer.send(address, 'comes later'))
      const other = await openEndpoint(t, { prefix: 'other: ' })
      const otherPeer = new DatagramWitness(t.peersOf(other.loop))
      otherPeer.send(other.address, 'to the other')
      await other.until('a datagram at the other endpoint', () => other.protocol.received.length >= 1)
      const late = t.trace
        .labels()
        .slice(before)
        .filter((label) => !label.startsWith('other: '))
      t.returned(later, 'the sending of a datagram to the endpoint of a closed loop')
      t.sameItems(late, [], 'what the protocol of the closed loop heard')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.closed-loop-leaves-the-host-alone',
    'with an endpoint that has received something',
    async (t) => {
      // The thread of the peers, if it starts now, is not of the loop.
      t.peersOf(newDatagramLoop(t))
      const before = await keepingAlive(t)
      const { loop, protocol, address, until } = await openEndpoint(t)
      new DatagramWitness(t.peersOf(loop)).send(address, 'in time')
      await until('a datagram', () => protocol.received.length >= 1)
      loop.close()
      await demandNoSocket(t, before)
    },
    { needsPeers: true, hint: 'Close the sockets of a loop that is closed, or let go of them with unref().' },
  ),
  check(
    'datagram.sendto-after-close-is-no-error',
    'sendto() right after close(), and after abort()',
    async (t) => {
      for (const method of ['close', 'abort'] as const) {
        const { loop, transport, protocol, until } = await openEndpoint(t, { prefix: `${method}: ` })
        const peer = new DatagramWitness(t.peersOf(loop))
        transport[method]()
        const attempt = t.attempt(() => transport.sendto(bytes('late'), peer.address))
        await until('connectionLost()', () => protocol.lost.length >= 1)
        t.returned(attempt, `sendto() after ${method}()`)
        t.sameItems(protocol.lost, [null], 'the arguments of connectionLost()')
      }
    },
    { needsPeers: true },
  ),
]
