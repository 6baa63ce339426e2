import { check, type Check, type PeerConnection } from '../../harness/index.ts'
import { bytes } from '../support/connections.ts'
import { orders } from '../support/orders.ts'
import { echo, roundTrip, Seen, serve } from '../support/servers.ts'

/** How often another connection echoes before one that has not is given up. */
const roundsOfAnother = 20

export const serverConnectionsChecks: readonly Check[] = [
  check(
    'server.accepts-a-connection',
    'one peer connects',
    async (t) => {
      const { connect, until, protocols } = await serve(t)
      connect()
      await until('connectionMade() of the accepted connection', () => protocols[0]?.transports.length === 1)
      t.times('connection 1: connectionMade', 1)
    },
    { needsPeers: true },
  ),
  check(
    'server.carries-bytes-both-ways',
    'the peer sends, and gets an echo',
    async (t) => {
      const { connect, until } = await serve(t, {
        behaviour: { dataReceived: (transport, data) => transport.write(data as Uint8Array) },
      })
      const peer = connect()
      const seen = new Seen(peer)
      peer.send(bytes('ping'))
      await until('the peer to get the echo', () => seen.look().received.length >= 4)
      t.same(seen.received, 'ping', 'what the peer received')
    },
    { needsPeers: true },
  ),
  check(
    'server.each-connection-has-a-protocol',
    'three peers at once',
    async (t) => {
      const { connect, until, protocols } = await serve(t)
      const names = ['one', 'two', 'six']
      for (const name of names) connect().send(bytes(name))
      const received = (): readonly string[] => protocols.map((protocol) => protocol.received)
      const all = (): string => received().join('')
      const length = names.join('').length
      // Later peers show when the loop has had its time. One of them may be the one that gets lost.
      for (const later of ['A', 'B']) {
        if (all().length >= length) break
        for (let count = 0; count < 2; count++) connect().send(bytes(later))
        await until('the bytes of three peers', () => all().length >= length || all().includes(later))
      }
      t.sameItems(
        received()
          .filter((text) => text !== '' && !'AB'.includes(text))
          .sort(),
        [...names].sort(),
        'what the protocols received',
      )
    },
    { needsPeers: true },
  ),
  check(
    'server.connections-live-side-by-side',
    'eight connections, all of which send again at the end',
    async (t) => {
      const serving = await serve(t, { behaviour: echo })
      const order = t.draw('the order in which they send again', orders)
      const peers: PeerConnection[] = []
      for (let count = 0; count < 8; count++) {
        const peer = serving.connect()
        peers.push(peer)
        await roundTrip(serving, peer)
      }
      const seen = peers.map((peer) => new Seen(peer))
      for (const index of order([...peers.keys()])) peers[index]?.send(bytes(`again ${String(index)}`))
      // What another connection carries afterwards gives the loop its time. One that is forgotten stays silent.
      const later = serving.connect()
      for (let count = 0; count < roundsOfAnother; count++) {
        await roundTrip(serving, later)
        if (seen.every((one) => one.look().received.length === 'again 0'.length)) break
      }
      t.sameItems(
        seen.map(({ received }) => received),
        peers.map((_peer, index) => `again ${String(index)}`),
        'what the peers received',
      )
      t.same(serving.protocols.flatMap(({ lost }) => lost).length, 0, 'the calls of connectionLost()')
    },
    { needsPeers: true },
  ),
]
