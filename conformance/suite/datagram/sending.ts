import { check, type Check } from '../../harness/index.ts'
import { bytes } from '../support/connections.ts'
import { DatagramWitness, freeAddress, newDatagramLoop, openEndpoint } from '../support/datagrams.ts'
import { sizes } from '../support/sizes.ts'
import { sameText, someText } from '../support/some-text.ts'

/** 1472 bytes fill a packet of Ethernet. Some systems take no datagram of more than 9216. */
const lengths = sizes({ from: 1, to: 8192, bridgedTo: 8192, edges: [1472, 1, 8192] })

export const datagramSendingChecks: readonly Check[] = [
  check(
    'datagram.sends-to-an-address',
    'one datagram for each of two peers',
    async (t) => {
      const { loop, transport, address, until } = await openEndpoint(t)
      const peers = [new DatagramWitness(t.peersOf(loop)), new DatagramWitness(t.peersOf(loop))]
      peers.forEach((peer, index) => transport.sendto(bytes(`for ${String(index)}`), peer.address))
      await until('a datagram at each peer', () => peers.every((peer) => peer.look().received.length >= 1))
      peers.forEach((peer, index) =>
        t.sameItems(peer.received, [`for ${String(index)}`], 'what a peer received'),
      )
      for (const { senders } of peers) t.same(senders[0]?.port, address.port, 'the port of the sender')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.sends-to-an-address',
    'of any size',
    async (t) => {
      const data = someText(t.draw('bytes', lengths))
      const { loop, transport, until } = await openEndpoint(t)
      const peer = new DatagramWitness(t.peersOf(loop))
      for (const one of [data, 'the last']) transport.sendto(bytes(one), peer.address)
      await until('the last datagram', () => peer.look().received.includes('the last'))
      t.same(peer.received.length, 2, 'how many datagrams the peer received')
      sameText(t, peer.received[0] ?? '', data, 'what the peer received')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.sends-empty-datagrams',
    'an empty datagram between two others',
    async (t) => {
      const { loop, transport, until } = await openEndpoint(t)
      const peer = new DatagramWitness(t.peersOf(loop))
      for (const one of ['before', '', 'after']) transport.sendto(bytes(one), peer.address)
      await until('the last datagram', () => peer.look().received.includes('after'))
      t.sameItems(peer.received, ['before', '', 'after'], 'what the peer received')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.refuses-what-is-not-bytes',
    'a text, a number and a list of numbers',
    async (t) => {
      const { loop, transport, until } = await openEndpoint(t)
      const peer = new DatagramWitness(t.peersOf(loop))
      const wrong = ['text', 7, [1]] as unknown as readonly Uint8Array[]
      const attempts = wrong.map((data) => t.attempt(() => transport.sendto(data, peer.address)))
      transport.sendto(bytes('right'), peer.address)
      await until('the datagram after them', () => peer.look().received.includes('right'))
      for (const attempt of attempts) t.threw(attempt, 'TypeError', 'sendto() of something that is not bytes')
      t.sameItems(peer.received, ['right'], 'what the peer received')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.refused-sends-reach-error-received',
    'a datagram that is too long, and one after it',
    async (t) => {
      const { loop, transport, protocol, until } = await openEndpoint(t)
      const peer = new DatagramWitness(t.peersOf(loop))
      transport.sendto(new Uint8Array(70_000), peer.address)
      transport.sendto(bytes('short'), peer.address)
      const isOver = (): boolean => protocol.lost.length > 0
      await until('the short datagram', () => peer.look().received.includes('short') || isOver())
      await until('errorReceived()', () => protocol.errors.length >= 1 || isOver())
      t.times('connectionLost', 0)
      t.times('errorReceived', 1)
      t.same((protocol.errors[0] as { code?: unknown } | null)?.code, 'EMSGSIZE', 'the code of the error')
      t.same(transport.isClosing(), false, 'isClosing()')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.refused-datagrams-reach-error-received',
    'nobody receives at the remote address at first',
    async (t) => {
      const loop = newDatagramLoop(t)
      const remoteAddr = freeAddress(t.peersOf(loop))
      const { transport, protocol, until } = await openEndpoint(t, { on: loop, remoteAddr })
      transport.sendto(bytes('to nobody'))
      await until('errorReceived()', () => protocol.errors.length >= 1)
      t.same((protocol.errors[0] as { code?: unknown } | null)?.code, 'ECONNREFUSED', 'the code of the error')
      const peer = new DatagramWitness(t.peersOf(loop), remoteAddr)
      await until('a datagram at the peer that came later', () => {
        transport.sendto(bytes('again'))
        return peer.look().received.length >= 1
      })
      t.same(transport.isClosing(), false, 'isClosing()')
      t.times('connectionLost', 0)
    },
    { needsPeers: true },
  ),
  check(
    'datagram.broadcast-is-refused',
    'a datagram for everyone, without allowBroadcast',
    async (t) => {
      const { loop, transport, protocol, until } = await openEndpoint(t)
      const peer = new DatagramWitness(t.peersOf(loop))
      transport.sendto(bytes('for all'), { host: '255.255.255.255', port: peer.address.port })
      transport.sendto(bytes('for one'), peer.address)
      await until('errorReceived()', () => protocol.errors.length >= 1)
      await until('the datagram after it', () => peer.look().received.includes('for one'))
      t.times('errorReceived', 1)
      t.same((protocol.errors[0] as { code?: unknown } | null)?.code, 'EACCES', 'the code of the error')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.remote-address-is-the-default',
    'sendto() without an address, and with that of the endpoint',
    async (t) => {
      const loop = newDatagramLoop(t)
      const peer = new DatagramWitness(t.peersOf(loop))
      const { transport, until } = await openEndpoint(t, { on: loop, remoteAddr: peer.address })
      transport.sendto(bytes('default'))
      transport.sendto(bytes('null'), null)
      transport.sendto(bytes('named'), peer.address)
      await until('three datagrams', () => peer.look().received.length >= 3)
      t.sameItems(peer.received, ['default', 'null', 'named'], 'what the peer received')
      const { port } = transport.getExtraInfo('sockname') as { port: number }
      t.sameItems(
        peer.senders.map((sender) => sender.port),
        [port, port, port],
        'the ports of the senders',
      )
    },
    { needsPeers: true },
  ),
  check(
    'datagram.connected-endpoint-hears-its-peer-only',
    'a stranger sends first',
    async (t) => {
      const loop = newDatagramLoop(t)
      const peer = new DatagramWitness(t.peersOf(loop))
      const { address, protocol, until } = await openEndpoint(t, { on: loop, remoteAddr: peer.address })
      new DatagramWitness(t.peersOf(loop)).send(address, 'from a stranger')
      peer.send(address, 'from the peer')
      await until('the datagram of the peer', () => protocol.received.includes('from the peer'))
      t.sameItems(protocol.received, ['from the peer'], 'what the endpoint received')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.connected-endpoint-refuses-other-addresses',
    'sendto() with the address of a stranger',
    async (t) => {
      const loop = newDatagramLoop(t)
      const peer = new DatagramWitness(t.peersOf(loop))
      const stranger = new DatagramWitness(t.peersOf(loop))
      const { transport, until } = await openEndpoint(t, { on: loop, remoteAddr: peer.address })
      const attempt = t.attempt(() => transport.sendto(bytes('wrong'), stranger.address))
      transport.sendto(bytes('right'))
      await until('the datagram after it', () => peer.look().received.includes('right'))
      t.threw(attempt, 'ValueError', 'sendto() with another address than the remote one')
      t.sameItems(peer.received, ['right'], 'what the peer received')
      t.sameItems(stranger.look().received, [], 'what the stranger received')
    },
    { needsPeers: true },
  ),
  check(
    'datagram.local-and-remote-address-go-together',
    'an endpoint with both',
    async (t) => {
      const loop = newDatagramLoop(t)
      const peer = new DatagramWitness(t.peersOf(loop))
      const localAddr = freeAddress(t.peersOf(loop))
      const { transport, address, protocol, until } = await openEndpoint(t, {
        on: loop,
        localAddr,
        remoteAddr: peer.address,
      })
      transport.sendto(bytes('there'))
      await until('the datagram', () => peer.look().received.length >= 1)
      t.same(address.port, localAddr.port, 'the port of the endpoint')
      t.same(peer.senders[0]?.port, localAddr.port, 'the port of the sender')
      peer.send(localAddr, 'back')
      await until('datagramReceived()', () => protocol.received.length >= 1)
      t.sameItems(protocol.received, ['back'], 'what the endpoint received')
    },
    { needsPeers: true },
  ),
]
