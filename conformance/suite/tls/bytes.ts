/** What is written and what is received over TLS, whatever its size. */
import { check, type Check } from '../../harness/index.ts'
import { bytes, RecordingBuffer, RecordingProtocol } from '../support/connections.ts'
import { bytesOf, piecesOf, shown, Stream, type Piece } from '../support/pieces.ts'
import { connectTls, peerServer, serveTls } from '../support/tls-peers.ts'

const needsPeers = { needsPeers: true } as const
const megabyte = 2 ** 20
/** The most that one record of TLS holds. */
const record = 2 ** 14
/** The first piece is more than the system and the library take from a writer at once. */
const pieces: readonly Piece[] = [
  ['a', 4 * megabyte],
  ['b', 1],
  ['c', 3 * record + 5],
  ['d', record],
  ['e', 20],
  ['f', record + 1],
  ['g', 2],
]
const few = pieces.slice(1)
const fewBytes = few.reduce((sum, [, count]) => sum + count, 0)

export const tlsBytesChecks: readonly Check[] = [
  check(
    'tls.bytes-keep-their-order',
    'a large piece that waits, and pieces of many sizes behind it',
    async (t) => {
      const { established, anotherIsServed, until } = await serveTls(t)
      const { peer, transport } = await established()
      const [first, second, third, ...rest] = pieces.map(bytesOf) as [Uint8Array, Uint8Array, Uint8Array]
      const stream = new Stream()
      peer.pause()
      transport.write(first)
      transport.write(second)
      await anotherIsServed()
      transport.write(third)
      transport.writelines(rest)
      transport.close()
      peer.resume()
      await until('the peer to see the end', () => stream.addFrom(peer))
      t.sameItems(stream.shown, shown(pieces), 'the pieces that the peer received')
    },
    { ...needsPeers, hint: 'Put a piece behind those that wait, also if the socket would take it now.' },
  ),

  check(
    'tls.bytes-keep-their-order',
    'nothing and pieces of many sizes, in connectionMade() and while the peer reads',
    async (t) => {
      const { established, until } = await serveTls(t, {
        behaviour: {
          connectionMade: (transport) => {
            transport.write(bytes(''))
            few.forEach((piece) => transport.write(bytesOf(piece)))
          },
          dataReceived: (transport) => {
            few.forEach((piece) => transport.write(bytesOf(piece)))
            transport.close()
          },
        },
      })
      const { peer } = await established()
      const stream = new Stream()
      peer.send(bytes('!'))
      await until('the peer to see the end', () => stream.addFrom(peer))
      t.sameItems(stream.shown, shown([...few, ...few]), 'the pieces that the peer received')
    },
    needsPeers,
  ),

  check(
    'tls.bytes-keep-their-order',
    'pieces of many sizes that the peer sends',
    async (t) => {
      const { established, until } = await serveTls(t)
      const { peer, protocol } = await established()
      for (const piece of few) peer.send(bytesOf(piece))
      peer.end()
      await until('connectionLost()', () => protocol.lost.length > 0)
      t.sameItems(piecesOf(protocol.received), shown(few), 'the pieces that the protocol received')
    },
    needsPeers,
  ),

  check(
    'tls.buffered-protocol-gets-its-bytes',
    'buffers that are smaller than a record',
    async (t) => {
      const protocol = new RecordingBuffer(t, () => new Uint8Array(5000))
      const { peer, until } = await connectTls(t, peerServer, {}, protocol)
      for (const piece of few) peer.send(bytesOf(piece))
      const isOver = (): boolean => protocol.received.length >= fewBytes || protocol.lost.length > 0
      await until('the bytes of the peer', isOver)
      t.sameItems(piecesOf(protocol.received), shown(few), 'the pieces that the buffers received')
      t.times('dataReceived', 0)
    },
    needsPeers,
  ),

  check(
    'tls.pause-in-a-callback-holds-data',
    'many records that have come while reading was paused',
    async (t) => {
      const { established, anotherIsServed, until, protocols } = await serveTls(t, {
        behaviour: {
          dataReceived: (transport) => {
            const isFirst = t.trace.count('connection 1: dataReceived') === 1
            if (isFirst && transport === protocols[0]?.transports[0]) transport.pauseReading()
          },
        },
      })
      const { peer, protocol, transport } = await established()
      // The first record is a full one.
      const long = few.slice(1)
      // All of it is there when reading begins.
      transport.pauseReading()
      for (const piece of long) peer.send(bytesOf(piece))
      await anotherIsServed()
      transport.resumeReading()
      await until('dataReceived()', () => protocol.received !== '')
      await anotherIsServed()
      const early = t.trace.count('connection 1: dataReceived')
      transport.resumeReading()
      await until('the rest after resumeReading()', () => protocol.received.length >= fewBytes - 1)
      t.same(early, 1, 'how often dataReceived() was called, which pauses in its first call')
      t.sameItems(piecesOf(protocol.received), shown(long), 'the pieces that the protocol received')
    },
    {
      ...needsPeers,
      hint: 'Look whether reading is paused before each call of dataReceived(), also for what is decrypted already.',
    },
  ),

  check(
    'tls.protocol-can-be-replaced',
    'between two words and the end',
    async (t) => {
      const { established, until } = await serveTls(t)
      const { peer, protocol: first, transport } = await established()
      const second = new RecordingProtocol(t, {}, 'second: ')
      const received = (): string => first.received + second.received
      peer.send(bytes('one'))
      await until('dataReceived()', () => received().length >= 3)
      transport.setProtocol(second)
      const holder = transport.getProtocol()
      peer.send(bytes('two'))
      await until('dataReceived() after setProtocol()', () => received().length >= 6)
      peer.end()
      await until('connectionLost()', () => first.lost.length + second.lost.length > 0)
      t.that(holder === second, 'getProtocol() is the new protocol', 'getProtocol() is something else')
      t.same(first.received, 'one', 'what the first protocol received')
      t.same(second.received, 'two', 'what the second protocol received')
      t.sameItems(first.lost, [], 'what connectionLost() of the first protocol received')
      t.sameItems(second.lost, [null], 'what connectionLost() of the second protocol received')
    },
    needsPeers,
  ),

  check(
    'tls.protocol-can-be-replaced',
    'by one with buffers',
    async (t) => {
      const { established, until } = await serveTls(t)
      const { peer, protocol: first, transport } = await established()
      const second = new RecordingBuffer(t, () => new Uint8Array(100), {}, 'second: ')
      transport.setProtocol(second)
      peer.send(bytes('two'))
      await until('the bytes of the peer', () => (first.received + second.received).length >= 3)
      t.same(first.received, '', 'what the first protocol received')
      t.same(second.received, 'two', 'what the second protocol received')
      t.times('second: bufferUpdated', 1)
    },
    needsPeers,
  ),
]
