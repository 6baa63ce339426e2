/** Encrypted connections that are open: of a server, because a client is the same. */
import { isOsError, type Transport } from '../../../spec/index.ts'
import { check, here, oneOf, type Check, type CheckContext } from '../../harness/index.ts'
import { cannotSendAll } from '../support/back-pressure.ts'
import { bytes, type RecordingProtocol } from '../support/connections.ts'
import { serveTls } from '../support/tls-peers.ts'

const needsPeers = { needsPeers: true } as const
/** More than the system and the library take from a writer at once. */
const megabyte = 2 ** 20
const much = 8 * megabyte

/** What the candidate does with a connection whose peer takes nothing, and which is then reset. */
const beforeReset = oneOf<(transport: Transport) => void>(
  ['while it reads', () => () => undefined],
  ['while bytes wait', () => (transport) => transport.write(new Uint8Array(much))],
  [
    'after close(), while bytes wait',
    () => (transport) => {
      transport.write(new Uint8Array(much))
      transport.close()
    },
  ],
)

/** The peer sends a word and ends its stream; the connection is lost. */
async function afterTheEnd(t: CheckContext, kept?: boolean): Promise<{ protocol: RecordingProtocol }> {
  const { established, until } = await serveTls(t, { behaviour: { eofReceived: () => kept } })
  const { peer, protocol } = await established()
  peer.send(bytes('bye'))
  peer.end()
  await until('connectionLost()', () => protocol.lost.length > 0)
  return { protocol }
}

export const tlsConnectionChecks: readonly Check[] = [
  check(
    'tls.encrypts-as-a-server',
    'a ping and its echo',
    async (t) => {
      const { established, until } = await serveTls(t, {
        behaviour: { dataReceived: (transport, data) => transport.write(data as Uint8Array) },
      })
      const { peer, seen } = await established()
      peer.send(bytes('ping'))
      await until('the peer to get the echo', () => seen.look().received.length >= 4)
      t.same(seen.received, 'ping', 'what the peer decrypted')
      t.same(seen.tls?.certificate, 'localhost', 'the certificate that the peer was shown')
    },
    needsPeers,
  ),

  check(
    'tls.encrypts-as-a-server',
    'an echo, while another peer takes nothing of what waits for it',
    async (t) => {
      const { established, until } = await serveTls(t)
      const slow = await established()
      slow.peer.pause()
      slow.transport.write(new Uint8Array(much))
      const { protocol, seen, peer, transport } = await established()
      peer.send(bytes('ping'))
      await until('dataReceived()', () => protocol.received.length >= 4)
      transport.write(bytes('pong'))
      await until('the peer to get the reply', () => seen.look().received.length >= 4)
      t.same(seen.received, 'pong', 'what the peer decrypted')
    },
    needsPeers,
  ),

  check(
    'tls.application-protocol-is-agreed-on',
    'a server that knows two',
    async (t) => {
      const { established, until } = await serveTls(t, {
        ssl: { ...here, alpnProtocols: ['h2', 'http/1.1'] },
      })
      const { seen } = await established({ serverHostname: 'localhost', alpnProtocols: ['http/1.1'] })
      await until('the handshake of the peer to end', () => seen.look().tls !== null)
      t.same(seen.tls?.alpnProtocol, 'http/1.1', 'the protocol that was agreed on')
    },
    needsPeers,
  ),

  check(
    'tls.close-sends-what-is-left',
    'eight megabytes, and close()',
    async (t) => {
      const { established, until } = await serveTls(t)
      const { seen, transport } = await established()
      transport.write(new Uint8Array(much))
      transport.close()
      await until('the peer to see the end', () => seen.look().ended || seen.error !== null)
      t.same(seen.count, much, 'how many bytes the peer received')
      t.same(seen.error, null, 'the error that the peer met')
    },
    needsPeers,
  ),

  ...[undefined, true].map((kept) =>
    check(
      'tls.end-of-stream-closes',
      `the peer ends its stream after a word, and eofReceived() returns ${kept === true ? 'true' : 'nothing'}`,
      async (t) => {
        const { protocol } = await afterTheEnd(t, kept)
        t.same(protocol.received, 'bye', 'what the protocol received')
        t.sameItems(protocol.lost, [null], 'what connectionLost() received')
      },
      { ...needsPeers, hint: 'Close the connection after eofReceived().' },
    ),
  ),

  check(
    'tls.end-of-stream-is-told',
    'the peer ends its stream after a word',
    async (t) => {
      await afterTheEnd(t)
      t.order('connection 1: dataReceived', 'connection 1: eofReceived', 'connection 1: connectionLost')
      t.times('connection 1: eofReceived', 1)
    },
    needsPeers,
  ),

  check(
    'tls.reset-is-an-error',
    'the peer resets, in three states',
    async (t) => {
      const reach = t.draw('reset', beforeReset)
      const { established, until } = await serveTls(t)
      const { peer, protocol, transport } = await established()
      peer.pause()
      reach(transport)
      peer.reset()
      const next = await established()
      t.same(next.protocol.lost.length, 0, 'how often connectionLost() of the next connection was called')
      await until('connectionLost()', () => protocol.lost.length > 0)
      t.times('connection 1: connectionLost', 1)
      const [error] = protocol.lost
      t.that(
        isOsError(error),
        'connectionLost() gets an OSError',
        `connectionLost() got ${error === null ? 'null' : String(error)}`,
      )
    },
    needsPeers,
  ),

  check(
    'tls.cannot-be-half-closed',
    'writeEof() of a server',
    async (t) => {
      const { established } = await serveTls(t)
      const { transport } = await established()
      t.same(transport.canWriteEof(), false, 'canWriteEof()')
      t.threw(
        t.attempt(() => transport.writeEof()),
        'RuntimeError',
        'writeEof()',
      )
    },
    needsPeers,
  ),

  check(
    'tls.slow-peer-pauses-the-writer',
    'a peer that does not read eight writes of a megabyte, and then does',
    async (t) => {
      const { established, anotherIsServed, until } = await serveTls(t)
      const { peer, seen, transport } = await established()
      peer.pause()
      for (let sent = 0; sent < much; sent += megabyte) transport.write(new Uint8Array(megabyte))
      await anotherIsServed()
      const early = t.trace.events.filter(({ label }) => label === 'connection 1: pauseWriting').length
      peer.resume()
      await until('the peer to get everything', () => seen.look().count >= much)
      await anotherIsServed()
      t.same(early, 1, 'how often pauseWriting() was called before the peer read')
      t.same(seen.count, much, 'how many bytes the peer received')
      t.order('connection 1: pauseWriting', 'connection 1: resumeWriting')
    },
    needsPeers,
  ),

  check(
    'tls.marks-decide-when-to-pause',
    'eight megabytes that wait, below a high mark and above a low one',
    async (t) => {
      const { established, anotherIsServed, until } = await serveTls(t)
      const { peer, seen, transport } = await established()
      const pauses = (): number => t.trace.count('connection 1: pauseWriting')
      peer.pause()
      transport.setWriteBufferLimits(2 * much)
      for (let sent = 0; sent < much; sent += megabyte) transport.write(new Uint8Array(megabyte))
      await anotherIsServed()
      const found = [pauses()]
      const waiting = transport.getWriteBufferSize()
      transport.setWriteBufferLimits(1000)
      found.push(pauses())
      peer.resume()
      await until('the peer to get everything', () => seen.look().count >= much)
      await anotherIsServed()
      t.sameItems(
        found,
        [0, 1],
        'how often pauseWriting() was called below the mark, and after it was set lower',
      )
      t.that(
        waiting > 0 && waiting <= much,
        'getWriteBufferSize() is what waits: more than zero, and at most eight megabytes',
        `getWriteBufferSize() was ${String(waiting)}`,
      )
      t.same(transport.getWriteBufferSize(), 0, 'getWriteBufferSize() when everything is sent')
      t.order('connection 1: pauseWriting', 'connection 1: resumeWriting')
    },
    needsPeers,
  ),

  check(
    'tls.pause-reading-holds-data',
    'a paused connection, and another one that is served meanwhile',
    async (t) => {
      const { established, anotherIsServed, until } = await serveTls(t)
      const { peer, protocol, transport } = await established()
      const reading = [transport.isReading()]
      for (let count = 0; count < 2; count++) transport.pauseReading()
      reading.push(transport.isReading())
      peer.send(bytes('ping'))
      await anotherIsServed()
      t.same(protocol.received, '', 'what the protocol received while it was paused')
      for (let count = 0; count < 2; count++) transport.resumeReading()
      reading.push(transport.isReading())
      await until('dataReceived() after resumeReading()', () => protocol.received.length >= 4)
      t.same(protocol.received, 'ping', 'what the protocol received after it was resumed')
      t.sameItems(
        reading,
        [true, false, true],
        'isReading() at first, after pauseReading(), and after resumeReading()',
      )
    },
    needsPeers,
  ),

  check(
    'tls.paused-reader-slows-its-peer',
    '32 MiB for a connection that is paused',
    async (t) => {
      const { established, anotherIsServed } = await serveTls(t)
      const { peer, transport } = await established()
      transport.pauseReading()
      await cannotSendAll(t, peer, anotherIsServed)
      transport.abort()
    },
    { ...needsPeers, hint: 'Stop receiving from the socket when pauseReading() is called.' },
  ),

  check(
    'tls.pause-reading-holds-the-end',
    'the peer sends, and ends its stream, while another connection is served',
    async (t) => {
      const { established, anotherIsServed, until } = await serveTls(t)
      const { peer, protocol, transport } = await established()
      transport.pauseReading()
      peer.send(bytes('ping'))
      peer.end()
      await anotherIsServed()
      const early = [protocol.received, ...protocol.lost]
      transport.resumeReading()
      await until('connectionLost() after resumeReading()', () => protocol.lost.length > 0)
      t.sameItems(early, [''], 'what the protocol received while it was paused')
      t.same(protocol.received, 'ping', 'what the protocol received after it was resumed')
    },
    needsPeers,
  ),
]
