import { check, type Check } from '../../harness/index.ts'
import {
  DatagramWitness,
  type Endpoint,
  freeAddress,
  newDatagramLoop,
  openEndpoint,
  RecordingDatagrams,
  show,
} from '../support/datagrams.ts'
import { bytes } from '../support/connections.ts'
import { runUntil } from '../support/servers.ts'
import { pairOf } from '../support/pairs.ts'

export const datagramReceivingChecks: readonly Check[] = [
  check(
    'datagram.receives',
    'a peer sends to an endpoint',
    async (t) => {
      const { loop, protocol, address, until } = await openEndpoint(t)
      new DatagramWitness(t.peersOf(loop)).send(address, 'ping')
      await until('datagramReceived()', () => protocol.received.length === 1)
      t.sameItems(protocol.received, ['ping'], 'what the endpoint received')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.tells-the-sender',
    'two peers send, and get replies',
    async (t) => {
      const { loop, protocol, address, until } = await openEndpoint(t, {
        behaviour: {
          datagramReceived: (transport, data, addr) => {
            // A reply that comes back here gets none.
            if (protocol.received.length <= 2) transport.sendto(data as Uint8Array, addr)
          },
        },
      })
      const peers = [new DatagramWitness(t.peersOf(loop)), new DatagramWitness(t.peersOf(loop))]
      peers.forEach((peer, index) => peer.send(address, `from ${String(index)}`))
      await until('two datagrams', () => protocol.senders.length >= 2)
      const sender = (text: string): string | null => {
        const addr = protocol.senders[protocol.received.indexOf(text)]
        return addr === undefined ? null : show(addr)
      }
      peers.forEach((peer, index) =>
        t.same(sender(`from ${String(index)}`), show(peer.address), 'the sender of a datagram'),
      )
      await until('replies at both peers', () => peers.every((peer) => peer.look().received.length >= 1))
      peers.forEach((peer, index) =>
        t.sameItems(peer.received, [`from ${String(index)}`], 'what the peer got'),
      )
    },
    { needsPeers: true },
  ),
  check(
    'datagram.keeps-boundaries',
    'datagrams of several lengths arrive',
    async (t) => {
      const { loop, protocol, address, until } = await openEndpoint(t)
      const sent = ['a', 'bb', 'c'.repeat(1000), 'd', 'e'.repeat(8000), 'last']
      new DatagramWitness(t.peersOf(loop)).send(address, ...sent)
      await until('the last datagram', () => protocol.received.join('').endsWith('last'))
      t.sameItems(protocol.received, sent, 'what the endpoint received')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.keeps-boundaries',
    'datagrams of several lengths are sent',
    async (t) => {
      const { loop, transport, until } = await openEndpoint(t)
      const peer = new DatagramWitness(t.peersOf(loop))
      const sent = ['a', 'bb', 'c'.repeat(1000), 'd', 'e'.repeat(8000), 'last']
      for (const one of sent) transport.sendto(bytes(one), peer.address)
      await until('the last datagram', () => peer.look().received.join('').endsWith('last'))
      t.sameItems(peer.received, sent, 'what the peer received')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.receives-empty-datagrams',
    'an empty datagram between two others',
    async (t) => {
      const { loop, protocol, address, until } = await openEndpoint(t)
      new DatagramWitness(t.peersOf(loop)).send(address, 'before', '', 'after')
      await until('the last datagram', () => protocol.received.includes('after'))
      t.sameItems(protocol.received, ['before', '', 'after'], 'what the endpoint received')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.endpoint-is-made-before-it-receives',
    'a datagram that comes while the protocol is made',
    async (t) => {
      const loop = newDatagramLoop(t)
      const peers = t.peersOf(loop)
      const localAddr = freeAddress(peers)
      const peer = new DatagramWitness(peers)
      const protocol = new RecordingDatagrams(t)
      const factory = (): RecordingDatagrams => {
        peer.send(localAddr, 'early')
        return protocol
      }
      t.waitingFor = 'createDatagramEndpoint() to return'
      const [transport, returned] = pairOf(
        t,
        await loop.runUntilComplete(loop.createDatagramEndpoint(factory, { localAddr })),
        'createDatagramEndpoint()',
      )
      t.note('createDatagramEndpoint() returned')
      await runUntil(t, loop, 'datagramReceived()', () => protocol.received.length >= 1)
      t.same(returned, protocol, 'the protocol that createDatagramEndpoint() returned')
      t.same(protocol.transports[0], transport, 'the transport of connectionMade()')
      t.times('connectionMade', 1)
      t.order('connectionMade', 'createDatagramEndpoint() returned')
      t.order('connectionMade', 'datagramReceived')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.failing-protocol-is-reported',
    'datagramReceived() throws at the first of two datagrams',
    async (t) => {
      const error = new Error('thrown by datagramReceived()')
      const { loop, protocol, address, transport, until } = await openEndpoint(t, {
        behaviour: {
          datagramReceived: (_transport, _data) => {
            if (protocol.received.length === 1) throw error
          },
        },
      })
      new DatagramWitness(t.peersOf(loop)).send(address, 'one', 'two')
      await until('the second datagram', () => protocol.received.length >= 2)
      t.sameItems(
        t.reports(loop).map(({ exception }) => exception),
        [error],
        'what the exception handler got',
      )
      t.sameItems(protocol.received, ['one', 'two'], 'what the endpoint received')
      t.same(transport.isClosing(), false, 'isClosing()')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.failing-protocol-is-reported',
    'errorReceived() throws, and a datagram comes after it',
    async (t) => {
      const loop = newDatagramLoop(t)
      const remoteAddr = freeAddress(t.peersOf(loop))
      const { protocol, transport, address, until } = await openEndpoint(t, {
        on: loop,
        remoteAddr,
        behaviour: {
          errorReceived: () => {
            throw new Error('meant by the check: thrown by errorReceived()')
          },
        },
      })
      // uvloop does not report it.
      t.reports(loop)
      transport.sendto(bytes('to nobody'))
      await until('errorReceived()', () => protocol.errors.length >= 1)
      new DatagramWitness(t.peersOf(loop), remoteAddr).send(address, 'later')
      await until('the later datagram', () => protocol.received.length >= 1)
      t.same(transport.isClosing(), false, 'isClosing()')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.endpoints-are-separate',
    'three endpoints of a loop, and a peer that sends to each',
    async (t) => {
      const loop = newDatagramLoop(t)
      const peer = new DatagramWitness(t.peersOf(loop))
      const endpoints: Endpoint[] = []
      for (const prefix of ['1: ', '2: ', '3: ']) endpoints.push(await openEndpoint(t, { on: loop, prefix }))
      for (const { address } of endpoints) peer.send(address, show(address))
      const count = (): number => endpoints.flatMap(({ protocol }) => protocol.received).length
      await runUntil(t, loop, 'three datagrams', () => count() >= 3)
      for (const { protocol, address } of endpoints)
        t.sameItems(protocol.received, [show(address)], 'what an endpoint received')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.set-protocol-takes-effect',
    'setProtocol() between two datagrams',
    async (t) => {
      const { loop, protocol, transport, address, until } = await openEndpoint(t)
      const peer = new DatagramWitness(t.peersOf(loop))
      const second = new RecordingDatagrams(t, {}, 'second: ')
      peer.send(address, 'one')
      await until('the first datagram', () => protocol.received.length >= 1)
      transport.setProtocol(second)
      t.same(transport.getProtocol(), second, 'getProtocol()')
      peer.send(address, 'two')
      await until('the second datagram', () => protocol.received.length + second.received.length >= 2)
      t.sameItems(second.received, ['two'], 'what the second protocol received')
    },
    { needsPeers: true },
  ),
]
