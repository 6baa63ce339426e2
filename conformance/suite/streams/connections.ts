/** How a program gets streams. */
import { isOsError } from '../../../spec/index.ts'
import { check, here, type Check, type PeerConnection } from '../../harness/index.ts'
import { bytes } from '../support/connections.ts'
import { local, portOf, Seen } from '../support/servers.ts'
import { labels, sizes } from '../support/sizes.ts'
import {
  acceptStream,
  asText,
  attemptFor,
  echoStream,
  openStream,
  runFor,
  serveStreams,
} from '../support/streams.ts'
import { trusting } from '../support/tls-peers.ts'
import { pairOf } from '../support/pairs.ts'
import { errors } from '../support/values.ts'

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
    'any number of peers, each with an echo of its own',
    async (t) => {
      const { connect, until } = await serveStreams(t, echoStream)
      const names = labels(t.draw('peers', sizes({ from: 1, to: 17, edges: [3, 1, 17] })))
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
  check(
    'streams.limit-is-that-of-the-reader',
    'of a connection, and of a server',
    async (t) => {
      const ends = [await openStream(t, { limit: 8 }), await acceptStream(t, { limit: 8 })]
      for (const { loop, reader, peer } of ends) {
        peer.send(bytes('12345678\n123456789\n'))
        const line = await runFor(t, loop, 'readline() to return', asText(reader.readline()))
        const outcome = await attemptFor(t, loop, 'readline() to throw', () => reader.readline())
        t.same(line, '12345678\n', 'a line of eight bytes')
        t.threw(outcome, 'ValueError', 'readline() of a line of nine bytes with a limit of eight')
      }
    },
    needsPeers,
  ),
  check('streams.limit-is-that-of-the-reader', 'a limit of nothing is refused', (t) => {
    const loop = t.newEventLoop()
    for (const limit of [0, -1])
      t.threw(
        t.attempt(() => new t.api.StreamReader({ limit, loop })),
        'ValueError',
        `a reader with the limit ${String(limit)}`,
      )
  }),
  check(
    'streams.failed-connection-is-an-error',
    'a port at which nobody listens any more',
    async (t) => {
      const { loop, server } = await serveStreams(t, () => undefined)
      const port = portOf(t, server)
      server.close()
      await t.iterations(loop)
      const outcome = await attemptFor(t, loop, 'openConnection() to throw', () =>
        t.api.openConnection(local, port),
      )
      t.that(
        outcome.threw && isOsError(outcome.error),
        'openConnection() throws OSError',
        outcome.threw ? 'it threw another error' : 'it returned',
      )
    },
    needsPeers,
  ),
  check(
    'streams.paths-are-like-ports',
    'a client and a server of one loop',
    async (t) => {
      if (!t.claims('unix')) t.skipWithout('unixProfile')
      const loop = t.newEventLoop()
      const path = t.peersOf(loop).files.newPath()
      const server = await runFor(
        t,
        loop,
        'startUnixServer() to return',
        t.api.startUnixServer(echoStream, path),
      )
      const [reader, writer] = pairOf(
        t,
        await runFor(t, loop, 'openUnixConnection() to return', t.api.openUnixConnection(path)),
        'openUnixConnection()',
        'a reader and a writer',
      )
      writer.write(bytes('ping'))
      const echo = await runFor(t, loop, 'readexactly(4) to return', asText(reader.readexactly(4)))
      writer.close()
      server.close()
      t.same(echo, 'ping', 'what was read')
    },
    needsPeers,
  ),
  check(
    'streams.goes-on-encrypted',
    'as a server, and as a client',
    async (t) => {
      if (!t.claims('tls')) t.skipWithout('encryption')
      for (const [ends, tls, context, options] of [
        [await acceptStream(t), { serverHostname: 'localhost' }, here, {}],
        [await openStream(t), { ...here, serverSide: true }, trusting, { serverHostname: 'localhost' }],
      ] as const) {
        const { loop, reader, writer, peer, seen, until } = ends
        // The server is ready before the client begins its handshake: nobody may take it for plain text.
        const isClient = 'serverHostname' in options
        if (isClient) peer.encrypt(tls)
        const securing = loop.createTask(writer.startTls(context, options))
        await t.iterations(loop)
        if (!isClient) peer.encrypt(tls)
        t.waitingFor = 'startTls() to return'
        await loop.runUntilComplete(securing)
        t.waitingFor = 'the run to end'
        t.that(
          writer.getExtraInfo('sslcontext') !== null,
          'the writer has the context of its encryption',
          'it has none',
        )
        writer.write(bytes('secret'))
        const isOver = (): boolean => seen.look().count >= 6 || seen.ended || seen.error !== null
        await until('the bytes at the peer', isOver)
        t.same(seen.received, 'secret', 'what the peer decrypted')
        peer.send(bytes('pong'))
        const pong = await runFor(t, loop, 'readexactly(4) to return', asText(reader.readexactly(4)))
        t.same(pong, 'pong', 'what was read')
        t.that(seen.look().tls !== null, 'the peer has ended its handshake', 'the peer is in plain text')
      }
    },
    needsPeers,
  ),
  check(
    'streams.failed-task-ends-its-connection',
    'the first of two clients asks for too much',
    async (t) => {
      const error = t.draw('the error', errors)
      const { loop, connect, until } = await serveStreams(t, function* (reader, writer) {
        if ((yield* asText(reader.readline())) === 'much\n') throw error
        writer.write(bytes('served'))
      })
      const [bad, good] = [connect(), connect()]
      const [badSeen, goodSeen] = [new Seen(bad), new Seen(good)]
      bad.send(bytes('much\n'))
      await until('the end of the failed connection', () => badSeen.look().ended || badSeen.error !== null)
      good.send(bytes('little\n'))
      await until('the answer to the other client', () => goodSeen.look().count >= 6)
      t.sameItems(
        t.reports(loop).map(({ exception }) => exception),
        [error],
        'the exceptions that the handler received',
      )
      t.same(badSeen.received, '', 'what the first client received')
      t.same(goodSeen.received, 'served', 'what the second client received')
    },
    needsPeers,
  ),
]
