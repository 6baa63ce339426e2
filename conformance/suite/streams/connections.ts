/** How a program gets streams. */
import { check, type Check, type PeerConnection } from '../../harness/index.ts'
import { bytes } from '../support/connections.ts'
import { Seen } from '../support/servers.ts'
import { asText, echoStream, openStream, runFor, serveStreams } from '../support/streams.ts'

const needsPeers = { needsPeers: true } as const

export const streamsConnectionsChecks: readonly Check[] = [
  check(
    'streams.opens-a-connection',
    'bytes both ways, and the end',
    async (t) => {
      const { loop, reader, writer, peer, seen, until } = await openStream(t)
      writer.write(bytes('ping'))
      await until('the bytes at the peer', () => seen.look().received.length >= 4)
      peer.send(bytes('pong'))
      const pong = await runFor(t, loop, 'readexactly(4) to return', asText(reader.readexactly(4)))
      writer.close()
      await until('the end at the peer', () => seen.look().ended || seen.error !== null)
      t.same(seen.received, 'ping', 'what the peer received')
      t.same(pong, 'pong', 'what was read')
    },
    needsPeers,
  ),
  check(
    'streams.serves-each-connection',
    'three peers, each with an echo of its own',
    async (t) => {
      const { connect, until } = await serveStreams(t, echoStream)
      const names = ['one', 'two', 'six']
      const peers: readonly PeerConnection[] = names.map(connect)
      for (const [index, peer] of peers.entries()) peer.send(bytes(names[index] as string))
      const seen = peers.map((peer) => new Seen(peer))
      const count = (): number => seen.reduce((sum, one) => sum + one.look().count, 0)
      await until('the echo at the peers', () => count() >= names.join('').length)
      t.sameItems(
        seen.map(({ received }) => received),
        names,
        'what the peers received',
      )
    },
    needsPeers,
  ),
]
