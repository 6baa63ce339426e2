/** Any number of bytes over TLS, in any number of pieces, from any place, and with each version of the protocol. */
import type { TlsVersion, Transport } from '../../../spec/index.ts'
import { check, oneOf, type Check, type CheckContext, type PeerTls } from '../../harness/index.ts'
import { bytes, RecordingBuffer } from '../support/connections.ts'
import { sizes } from '../support/sizes.ts'
import { counts, cuts, fullStop, Received, sameText, someText } from '../support/some-text.ts'
import { connectPlain, connectTls, peerServer, serveTls, trusting } from '../support/tls-peers.ts'

const needsPeers = { needsPeers: true } as const
/** So often a protocol with buffers is asked for one at most. */
const mostBuffers = 16

const versions = oneOf<TlsVersion>(['is TLSv1.3', () => 'TLSv1.3'], ['is TLSv1.2', () => 'TLSv1.2'])

/** What a peer wants, in the version that the case decides. */
function drawPeer(t: CheckContext, tls: PeerTls = { serverHostname: 'localhost' }): PeerTls {
  const version = t.draw('the version', versions)
  return { ...tls, versions: [version, version] }
}

const writes = oneOf<(transport: Transport, pieces: readonly Uint8Array[]) => void>(
  ['by write()', () => (transport, pieces) => pieces.forEach((piece) => transport.write(piece))],
  ['by writelines()', () => (transport, pieces) => transport.writelines(pieces)],
)

/** What a check writes, and how. */
function drawWrites(
  t: CheckContext,
  what = 'bytes',
  they = 'they',
): {
  readonly whole: string
  readonly write: (transport: Transport) => void
} {
  const whole = someText(t.draw(what, counts()))
  const pieces = t.draw(they, cuts)(whole).map(bytes)
  const write = t.draw('written', writes)
  return { whole, write: (transport) => write(transport, pieces) }
}

const places = oneOf<'later' | 'connectionMade' | 'dataReceived'>(
  ['after the connection is made', () => 'later'],
  ['in connectionMade()', () => 'connectionMade'],
  ['in dataReceived()', () => 'dataReceived'],
)

export const tlsCasesChecks: readonly Check[] = [
  check(
    'tls.close-sends-what-is-left',
    'any number of bytes and close(), from any place',
    async (t) => {
      const { whole, write } = drawWrites(t)
      const place = t.draw('called', places)
      const writeAll = (transport: Transport): void => {
        write(transport)
        transport.close()
      }
      const { established, until } = await serveTls(
        t,
        place === 'later' ? {} : { behaviour: { [place]: writeAll } },
      )
      const { peer, transport } = await established(drawPeer(t))
      if (place === 'later') writeAll(transport)
      if (place === 'dataReceived') peer.send(bytes('!'))
      const received = new Received(peer)
      await until('the peer to see the end', () => received.look().isOver)
      // In which order is another clause.
      t.same(received.text.length, whole.length, 'how many bytes the peer received')
      t.same(received.error, null, 'the error that the peer met')
    },
    needsPeers,
  ),

  check(
    'tls.bytes-keep-their-order',
    'any number of bytes both ways, of a client',
    async (t) => {
      const { whole, write } = drawWrites(t)
      const { peer, protocol, transport, until } = await connectTls(t, drawPeer(t, peerServer))
      write(transport)
      transport.write(bytes(fullStop))
      const received = new Received(peer)
      await until('the bytes at the peer', () => received.look().isComplete)
      const reply = someText(t.draw('bytes of the reply', counts()))
      for (const piece of t.draw('those of the reply', cuts)(reply)) peer.send(bytes(piece))
      peer.end()
      await until('connectionLost()', () => protocol.lost.length > 0)
      sameText(t, received.text, whole + fullStop, 'what the peer received')
      sameText(t, protocol.received, reply, 'what the protocol received')
    },
    needsPeers,
  ),

  check(
    'tls.bytes-keep-their-order',
    'any number of bytes that the peer of a server sends, and the end',
    async (t) => {
      const whole = someText(t.draw('bytes', counts()))
      const pieces = t.draw('they', cuts)(whole)
      const { established, until } = await serveTls(t)
      const { peer, protocol } = await established(drawPeer(t))
      for (const piece of pieces) peer.send(bytes(piece))
      peer.end()
      await until('connectionLost()', () => protocol.lost.length > 0)
      sameText(t, protocol.received, whole, 'what the protocol received')
    },
    needsPeers,
  ),

  check(
    'tls.buffered-protocol-gets-its-bytes',
    'any number of bytes, and buffers of any size',
    async (t) => {
      const whole = someText(t.draw('bytes', counts()))
      const pieces = t.draw('they', cuts)(whole)
      const drawn = t.draw(
        'bytes of a buffer',
        sizes({ from: 1, to: 65_536, bridgedTo: 65_536, edges: [100, 1, 16_384, 16_385, 65_536] }),
      )
      const room = Math.max(drawn, Math.ceil(whole.length / mostBuffers))
      const protocol = new RecordingBuffer(t, () => new Uint8Array(room))
      const { peer, until } = await connectTls(t, drawPeer(t, peerServer), {}, protocol)
      for (const piece of pieces) peer.send(bytes(piece))
      peer.end()
      await until('connectionLost()', () => protocol.lost.length > 0)
      sameText(t, protocol.received, whole, 'what the buffers received')
    },
    needsPeers,
  ),

  check(
    'tls.pause-reading-holds-data',
    'any number of bytes, in one piece or several',
    async (t) => {
      const whole = someText(t.draw('bytes', counts())) + fullStop
      const pieces = t.draw('they', cuts)(whole)
      const { established, anotherIsServed, until } = await serveTls(t)
      const { peer, protocol, transport } = await established(drawPeer(t))
      transport.pauseReading()
      for (const piece of pieces) peer.send(bytes(piece))
      await anotherIsServed()
      const early = protocol.received.length
      transport.resumeReading()
      const isOver = (): boolean => protocol.received.endsWith(fullStop) || protocol.lost.length > 0
      await until('dataReceived() after resumeReading()', isOver)
      t.same(early, 0, 'how many bytes the protocol received while it was paused')
      sameText(t, protocol.received, whole, 'what the protocol received after it was resumed')
    },
    needsPeers,
  ),

  check(
    'tls.bytes-keep-their-order',
    'any number of bytes before and after startTls()',
    async (t) => {
      const { whole, write } = drawWrites(t)
      const { loop, peer, protocol, transport, until } = await connectPlain(t)
      write(transport)
      transport.write(bytes(fullStop))
      const plain = new Received(peer)
      await until('the plain text', () => plain.look().isComplete)
      peer.encrypt(drawPeer(t, { ...peerServer, serverSide: true }))
      t.waitingFor = 'startTls() to return'
      const secure = await loop.runUntilComplete(
        loop.startTls(transport, protocol, trusting, { serverHostname: 'localhost' }),
      )
      const after = drawWrites(t, 'bytes after it', 'those after it')
      after.write(secure)
      secure.write(bytes(fullStop))
      const secret = new Received(peer)
      await until('the bytes', () => secret.look().isComplete)
      sameText(t, plain.text, whole + fullStop, 'what the peer received before')
      sameText(t, secret.text, after.whole + fullStop, 'what the peer decrypted')
    },
    needsPeers,
  ),
]
