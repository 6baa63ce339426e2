/** How encrypted connections end. */
import type { Transport } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { bytes, text } from '../support/connections.ts'
import { echo } from '../support/servers.ts'
import { connectTls, serveTls } from '../support/tls-peers.ts'
import { errors } from '../support/values.ts'

const needsPeers = { needsPeers: true } as const
/** More than the system keeps for a peer that takes nothing. */
const large = 8 * 2 ** 20

const waiting: readonly (readonly [words: string, prepare: (transport: Transport) => void])[] = [
  ['what was written waits', (transport) => transport.write(new Uint8Array(large))],
  [
    'close() waits for what was written',
    (transport) => {
      transport.write(new Uint8Array(large))
      transport.close()
    },
  ],
  ['close() waits for the peer', (transport) => transport.close()],
]

/** What happens to the candidate's transport before its peer ends the connection under the encryption. */
const beforeTruncation: readonly (readonly [words: string, prepare: (transport: Transport) => void])[] = [
  ['8 MiB wait', (transport) => transport.write(new Uint8Array(large))],
  ['reading is paused', (transport) => transport.pauseReading()],
  ['close() waits for the peer', (transport) => transport.close()],
]

export const tlsEndingChecks: readonly Check[] = [
  ...(['TLSv1.3', 'TLSv1.2'] as const).map((version) =>
    check(
      'tls.end-of-stream-sends-what-waits',
      `the peer ends its stream of ${version} while 8 MiB wait`,
      async (t) => {
        const { established, anotherIsServed, until } = await serveTls(t)
        const { peer, seen, protocol, transport } = await established({
          serverHostname: 'localhost',
          versions: [version, version],
        })
        peer.pause()
        transport.write(new Uint8Array(large))
        peer.end()
        await anotherIsServed()
        peer.resume()
        await until('the peer to see the end', () => seen.look().ended || seen.error !== null)
        await until('connectionLost()', () => protocol.lost.length > 0)
        t.same(seen.count, large, 'how many bytes the peer received')
        t.same(seen.error, null, 'the error that the peer met')
      },
      { ...needsPeers, hint: 'Send what waits before the connection is closed.' },
    ),
  ),

  check(
    'tls.truncation-ends-the-connection',
    'the peer of a server sends a word, and ends the connection without ending its stream',
    async (t) => {
      const { established, until } = await serveTls(t)
      const { peer, seen, protocol } = await established()
      peer.send(bytes('bye'))
      peer.truncate()
      await until('connectionLost()', () => protocol.lost.length > 0)
      t.times('connection 1: connectionLost', 1)
      await until('the peer to see the end', () => seen.look().ended || seen.error !== null)
    },
    { ...needsPeers, hint: 'Close the connection when the stream of the socket ends.' },
  ),

  check(
    'tls.truncation-ends-the-connection',
    'the peer of a client sends a word, and ends the connection without ending its stream',
    async (t) => {
      const { peer, seen, protocol, until } = await connectTls(t)
      peer.send(bytes('bye'))
      peer.truncate()
      await until('connectionLost()', () => protocol.lost.length > 0)
      t.times('connectionLost', 1)
      await until('the peer to see the end', () => seen.look().ended || seen.error !== null)
    },
    { ...needsPeers, hint: 'Close the connection when the stream of the socket ends.' },
  ),

  ...beforeTruncation.map(([words, prepare]) =>
    check(
      'tls.truncation-ends-the-connection',
      `the peer ends the connection without ending its stream while ${words}`,
      async (t) => {
        const { established, anotherIsServed, until } = await serveTls(t)
        const { peer, protocol, transport } = await established()
        peer.pause()
        prepare(transport)
        peer.truncate()
        await anotherIsServed()
        peer.resume()
        // A transport that is over need not take it.
        if (protocol.lost.length === 0) transport.resumeReading()
        await until('connectionLost()', () => protocol.lost.length > 0)
        t.times('connection 1: connectionLost', 1)
      },
      needsPeers,
    ),
  ),

  ...waiting.map(([words, prepare]) =>
    check(
      'tls.abort-does-not-wait',
      `${words}, and the peer takes nothing`,
      async (t) => {
        const { established, anotherIsServed, until } = await serveTls(t)
        const { peer, seen, protocol, transport } = await established()
        peer.pause()
        prepare(transport)
        await anotherIsServed()
        transport.abort()
        await anotherIsServed()
        t.sameItems(protocol.lost, [null], 'what connectionLost() received')
        t.same(transport.isClosing(), true, 'isClosing()')
        peer.resume()
        await until('the peer to see the end', () => seen.look().ended || seen.error !== null)
        t.that(seen.count < large, 'what waited was dropped', 'the peer received all of it')
      },
      { ...needsPeers, hint: 'Drop what waits, close the socket, and call connectionLost().' },
    ),
  ),

  check(
    'tls.close-is-final',
    'write() and close() after close()',
    async (t) => {
      const { established, until } = await serveTls(t)
      const { peer, seen, protocol, transport } = await established()
      const closing = [transport.isClosing()]
      transport.write(bytes('before'))
      transport.close()
      closing.push(transport.isClosing())
      t.returned(
        t.attempt(() => transport.write(bytes('after'))),
        'write() after close()',
      )
      t.returned(
        t.attempt(() => transport.close()),
        'the second close()',
      )
      await until('the peer to see the end', () => seen.look().ended || seen.error !== null)
      peer.end()
      await until('connectionLost()', () => protocol.lost.length > 0)
      t.same(seen.received, 'before', 'what the peer received')
      t.sameItems(closing, [false, true], 'isClosing() before and after close()')
      t.sameItems(protocol.lost, [null], 'what connectionLost() received')
    },
    needsPeers,
  ),

  ...(['close', 'abort'] as const).flatMap((way) =>
    (['connectionMade', 'dataReceived'] as const).map((method) =>
      check(
        'tls.close-is-final',
        `${way}() in ${method}()`,
        async (t) => {
          const { connectTls, protocols, until } = await serveTls(t, {
            behaviour: {
              [method]: (transport: Transport) => {
                transport[way]()
                t.note(`${way}() returned`)
              },
            },
          })
          const { peer, seen } = connectTls()
          if (method === 'dataReceived') peer.send(bytes('ping'))
          await until('the peer to see the end', () => seen.look().ended || seen.error !== null)
          peer.end()
          await until('connectionLost()', () => protocols.some(({ lost }) => lost.length > 0))
          t.order(`connection 1: ${method}`, `${way}() returned`, 'connection 1: connectionLost')
          t.sameItems(protocols[0]?.lost ?? [], [null], 'what connectionLost() received')
        },
        needsPeers,
      ),
    ),
  ),

  check(
    'tls.failing-protocol-ends-the-connection',
    'dataReceived() throws, and another connection is served',
    async (t) => {
      const error = t.draw('the error', errors)
      const { established, anotherIsServed, loop } = await serveTls(t, {
        behaviour: {
          dataReceived: (_transport, data) => {
            if (text(data as Uint8Array) === 'fail') throw error
          },
        },
      })
      const reports = t.reports(loop)
      const { peer, protocol } = await established()
      peer.send(bytes('fail'))
      for (let count = 0; count < 2; count++) await anotherIsServed()
      t.sameItems(
        reports.map(({ exception }) => exception),
        [error],
        'what the exception handler received',
      )
      t.sameItems(protocol.lost, [error], 'what connectionLost() received')
    },
    needsPeers,
  ),

  check(
    'tls.failing-protocol-ends-the-connection',
    'connectionMade() throws, and another connection is served',
    async (t) => {
      const error = t.draw('the error', errors)
      let count = 0
      const { connectTls, loop, until } = await serveTls(t, {
        behaviour: {
          ...echo,
          connectionMade: () => {
            if (++count === 1) throw error
          },
        },
      })
      const reports = t.reports(loop)
      connectTls()
      await until('connectionMade()', () => count === 1)
      const { peer, seen } = connectTls()
      peer.send(bytes('ping'))
      await until('the other peer to get the echo', () => seen.look().received.length >= 4 || seen.ended)
      t.same(seen.received, 'ping', 'what the other peer received')
      t.sameItems(
        reports.map(({ exception }) => exception),
        [error],
        'what the exception handler received',
      )
    },
    needsPeers,
  ),

  check(
    'tls.shutdown-times-out',
    'a peer that takes nothing',
    async (t) => {
      const { established, until } = await serveTls(t, { sslShutdownTimeout: 50 })
      const { peer, protocol, transport } = await established()
      peer.pause()
      transport.write(new Uint8Array(large))
      transport.close()
      await until('close() to give up after 50 ms', () => protocol.lost.length > 0)
      t.times('connection 1: connectionLost', 1)
      t.threw({ threw: true, error: protocol.lost[0] }, 'TimeoutError', 'connectionLost() after close()')
    },
    { ...needsPeers, hint: 'Start a timer in close(), and abort the connection when it runs.' },
  ),
]
