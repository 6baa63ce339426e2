/** Bytes in any pieces, written from any place, and connections that end in any state. */
import { OSError } from '../../../spec/index.ts'
import { check, oneOf, type Check } from '../../harness/index.ts'
import { bytes, connect, drainAll, RecordingProtocol } from '../support/connections.ts'
import { fixed, labels, sizes } from '../support/sizes.ts'

/** The bytes of a text, as a view into larger memory. */
const view = (text: string): Uint8Array => bytes(`<<${text}>>`).subarray(2, 2 + text.length)

const writingPlaces = oneOf<'later' | 'in connectionMade()' | 'in dataReceived()'>(
  ['after the connection is made', () => 'later'],
  ['in connectionMade()', () => 'in connectionMade()'],
  ['in dataReceived()', () => 'in dataReceived()'],
)

export const transportsCasesChecks: readonly Check[] = [
  check('transports.write-sends-in-order', 'any number of pieces, from any place', async (t) => {
    const pieces = labels(t.draw('pieces', sizes({ to: 17 }))).map((label) => `${label} `)
    const place = t.draw('written', writingPlaces)
    const connection = await connect(t, {
      behaviour: {
        connectionMade: (transport) => {
          if (place === 'in connectionMade()') for (const piece of pieces) transport.write(bytes(piece))
        },
        dataReceived: (transport) => {
          if (place === 'in dataReceived()') for (const piece of pieces) transport.write(bytes(piece))
        },
      },
    })
    if (place === 'later') for (const piece of pieces) connection.transport.write(bytes(piece))
    if (place === 'in dataReceived()') connection.peer.send(bytes('!'))
    await connection.settle()
    const { data } = await drainAll(connection)
    t.same(data, pieces.join(''), 'what the peer received')
  }),
  check('transports.writelines-sends-all', 'pieces, some of which are empty', async (t) => {
    const before = labels(t.draw('pieces', sizes({ to: 9 })))
    const after = labels(t.draw('pieces after an empty one', sizes({ to: 9 })))
    const connection = await connect(t)
    connection.transport.writelines([...before, '', ...after, ''].map(bytes))
    const { data } = await drainAll(connection)
    t.same(data, [...before, ...after].join(''), 'what the peer received')
  }),
  check('transports.write-takes-views', 'of any length, in one write and in several', async (t) => {
    const pieces = labels(t.draw('pieces', sizes({ from: 1, to: 9 })))
    const method = t.draw(
      'written',
      oneOf(['by write()', () => 'write'], ['by writelines()', () => 'writelines']),
    )
    // The socket takes less than a piece at a time.
    const connection = await connect(t, { capacity: 3 })
    const { transport } = connection
    if (method === 'writelines') transport.writelines(pieces.map(view))
    else for (const piece of pieces) transport.write(view(piece))
    const { data } = await drainAll(connection)
    t.same(data, pieces.join(''), 'what the peer received')
  }),
  check('transports.writelines-sends-all', 'more pieces than a system takes at once', async (t) => {
    const count = t.draw('pieces', fixed(1025, 2049))
    const connection = await connect(t)
    const pieces = Array.from({ length: count }, (_, index) => `${String(index)},`)
    connection.transport.writelines(pieces.map(bytes))
    const { data } = await drainAll(connection)
    t.same(data === pieces.join(''), true, 'whether the peer received all of it, in order')
  }),
  check('transports.writelines-takes-only-bytes', 'a text after bytes', async (t) => {
    const wrong = t.draw<unknown>(
      'the wrong piece',
      oneOf<unknown>(['is a text', () => 'text'], ['is null', () => null]),
    )
    const connection = await connect(t)
    const { transport } = connection
    const pieces = [bytes('one '), wrong, bytes('two')] as Uint8Array[]
    const attempt = t.attempt(() => transport.writelines(pieces))
    const size = transport.getWriteBufferSize()
    transport.write(bytes('three'))
    const { data } = await drainAll(connection)
    t.threw(attempt, 'TypeError', 'writelines() of a piece that is not bytes')
    t.same(size, 0, 'getWriteBufferSize() afterwards')
    t.same(data, 'three', 'what the peer received')
  }),
  check('transports.write-sends-in-order', 'more than a mebibyte in all', async (t) => {
    const connection = await connect(t, { capacity: 64 * 1024 })
    const { transport, peer, settle } = connection
    const count = t.draw('pieces', fixed(40, 3))
    const piece = new Uint8Array(32 * 1024)
    let received = 0
    for (let index = 0; index < count; index++) {
      transport.write(piece)
      await settle()
      received += peer.receive(1 << 20)?.length ?? 0
    }
    t.same(received, count * piece.length, 'how many bytes the peer received')
  }),
  check('transports.close-sends-what-was-written', 'any number of pieces', async (t) => {
    const pieces = labels(t.draw('pieces', sizes({ to: 17 }))).map((label) => label.repeat(30))
    const withEof = t.draw(
      'written, then',
      oneOf(['close()', () => false], ['writeEof() and close()', () => true]),
    )
    const connection = await connect(t, { capacity: 50 })
    for (const piece of pieces) connection.transport.write(bytes(piece))
    if (withEof) connection.transport.writeEof()
    connection.transport.close()
    const { data, ended } = await drainAll(connection)
    t.same(data, pieces.join(''), 'what the peer received')
    t.same(ended, true, 'whether the stream of the peer has ended')
  }),
  check('transports.connection-lost-comes-once', 'while reading is paused', async (t) => {
    const method = t.draw('ended by', oneOf(['close()', () => 'close'], ['abort()', () => 'abort']))
    const waiting = t.draw('bytes in the buffer', oneOf(['are 0', () => 0], ['are 300', () => 300]))
    const connection = await connect(t, { capacity: 50 })
    const { transport, sock, settle } = connection
    transport.pauseReading()
    await settle()
    transport.write(bytes('x'.repeat(waiting)))
    transport[method as 'close' | 'abort']()
    await settle()
    await drainAll(connection)
    await settle()
    t.times('connectionLost', 1)
    t.same(sock.closed, true, 'whether the socket is closed')
  }),
  check('transports.connection-lost-says-why', 'an error while reading and writing are paused', async (t) => {
    const connection = await connect(t, { capacity: 50 })
    const { loop, transport, protocol, sock, settle } = connection
    // Whether an error of the socket is reported is another clause.
    t.reports(loop)
    const writes = t.draw('writing', oneOf(['goes on', () => false], ['is paused', () => true]))
    transport.setWriteBufferLimits(100, 20)
    if (writes) transport.write(bytes('x'.repeat(300)))
    transport.pauseReading()
    await settle()
    const error = new OSError('meant by the check', 'ECONNRESET')
    sock.fail(error)
    await settle()
    transport.resumeReading()
    await settle()
    t.sameItems(protocol.lost, [error], 'what connectionLost() received')
  }),
  check('transports.pause-writing-above-the-high-mark', 'marks that change while it is paused', async (t) => {
    const connection = await connect(t, { capacity: 50 })
    const { transport } = connection
    const count = t.draw('changes', sizes({ from: 1, to: 3 }))
    transport.setWriteBufferLimits(100, 20)
    transport.write(bytes('x'.repeat(300)))
    for (let index = 0; index < count; index++) transport.setWriteBufferLimits(90 - index, 10)
    await drainAll(connection)
    const calls = t.trace.labels().filter((label) => label.endsWith('Writing'))
    t.sameItems(calls, ['pauseWriting', 'resumeWriting'], 'the calls of the protocol')
  }),
  check('transports.protocol-can-be-replaced', 'in any method of the first protocol', async (t) => {
    const where = t.draw(
      'replaced',
      oneOf<string>(
        ['in dataReceived()', () => 'dataReceived'],
        ['in connectionMade()', () => 'connectionMade'],
      ),
    )
    const second = new RecordingProtocol(t, {}, 'second ')
    const connection = await connect(t, {
      behaviour: {
        [where]: (transport: { setProtocol(protocol: RecordingProtocol): void }) =>
          transport.setProtocol(second),
      },
    })
    const { protocol, peer, settle } = connection
    // A transport may deliver byte by byte.
    for (const piece of ['1', '2', '3']) {
      peer.send(bytes(piece))
      await settle()
    }
    const first = where === 'dataReceived' ? '1' : ''
    t.same(protocol.received, first, 'what the first protocol received')
    t.same(second.received, '123'.slice(first.length), 'what the second protocol received')
  }),
]
