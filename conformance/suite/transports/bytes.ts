/** Bytes in both directions. */
import { socketPair, type MemorySocket, type NetworkEventLoop, type Transport } from '../../../spec/index.ts'
import { check, type Check, type CheckContext } from '../../harness/index.ts'
import {
  bytes,
  connect,
  connectOver,
  drain,
  drainAll,
  RecordingProtocol,
  untilQuiet,
  text,
  type Connection,
} from '../support/connections.ts'
import { orders } from '../support/orders.ts'
import { pairOf } from '../support/pairs.ts'

/** So long that no two parts of it look alike. */
const long = Array.from({ length: 400 }, (_, index) => `line ${index}.`).join('')

export const transportsBytesChecks: readonly Check[] = [
  check('transports.data-arrives-in-order', 'three pieces in one iteration, and one later', async (t) => {
    const { protocol, peer, settle } = await connect(t)
    for (const piece of ['one ', 'two ', 'three ']) peer.send(bytes(piece))
    await settle()
    peer.send(bytes('four'))
    await settle()
    t.same(protocol.received, 'one two three four', 'what dataReceived() received')
  }),
  check('transports.data-arrives-in-order', 'more than the socket holds at a time', async (t) => {
    const { protocol, peer, settle } = await connect(t, { capacity: 50 })
    for (let rest = bytes(long); rest.length > 0;) {
      rest = rest.subarray(peer.send(rest))
      const before = protocol.received.length
      await settle()
      if (protocol.received.length === before) break
    }
    t.same(protocol.received === long, true, 'whether dataReceived() received all of it')
  }),
  check(
    'transports.data-arrives-in-order',
    'kept by the protocol until more has arrived',
    async (t) => {
      const kept: Uint8Array[] = []
      const { protocol, peer, settle } = await connect(t, {
        capacity: 50_000,
        behaviour: { dataReceived: (_transport, data) => kept.push(data as Uint8Array) },
      })
      for (const letter of ['a', 'b']) {
        peer.send(bytes(letter.repeat(20_000)))
        // A loop may deliver little at a time.
        for (let before = -1; before < protocol.received.length;) {
          before = protocol.received.length
          await settle()
        }
      }
      const all = kept.map(text).join('')
      t.same(all.length, 40_000, 'how many bytes the protocol has kept')
      t.same(all.lastIndexOf('a'), 19_999, 'where the last byte of the first piece is')
    },
    { hint: 'Give dataReceived() bytes that no later read changes.' },
  ),
  check('transports.write-sends-in-order', 'three pieces', async (t) => {
    const connection = await connect(t)
    for (const piece of ['one ', 'two ', 'three']) connection.transport.write(bytes(piece))
    const { data } = await drainAll(connection)
    t.same(data, 'one two three', 'what the peer received')
  }),
  check('transports.write-sends-in-order', 'more than the socket takes at a time', async (t) => {
    const connection = await connect(t, { capacity: 50 })
    connection.transport.write(bytes(long))
    connection.transport.write(bytes('the end'))
    t.note('written', connection.transport.getWriteBufferSize())
    const { data } = await drainAll(connection)
    t.same(data.length, long.length + 7, 'how many bytes the peer received')
    t.same(data === `${long}the end`, true, 'whether they are the expected ones')
  }),
  check('transports.write-sends-in-order', 'resumeWriting() writes more', async (t) => {
    const connection = await connect(t, {
      capacity: 50,
      behaviour: { resumeWriting: (transport) => transport.write(bytes('more')) },
    })
    connection.transport.setWriteBufferLimits(100)
    connection.transport.write(bytes(long))
    const { data } = await drainAll(connection)
    t.same(data === `${long}more`, true, 'whether the peer received all of it, in order')
  }),
  check(
    'transports.connections-live-side-by-side',
    'eight connections, all used again at the end',
    async (t) => {
      const order = t.draw('the order in which they are used again', orders)
      const loop = t.newEventLoop() as NetworkEventLoop
      const connections: { transport: Transport; peer: MemorySocket; protocol: RecordingProtocol }[] = []
      for (let index = 0; index < 8; index++) {
        const [sock, peer] = socketPair()
        const name = `connection ${String(index + 1)}: `
        const [transport, protocol] = pairOf(
          t,
          await loop.runUntilComplete(connectOver(loop, sock, () => new RecordingProtocol(t, {}, name))),
          'createConnection()',
        )
        connections.push({ transport, peer, protocol })
      }
      for (const [index, { transport, peer }] of order([...connections.entries()])) {
        transport.write(bytes(`from ${String(index)}`))
        // A loop that has ended the connection is found out below.
        t.attempt(() => peer.send(bytes(`to ${String(index)}`)))
      }
      await untilQuiet(t, loop)
      t.sameItems(
        connections.map(({ protocol, peer }) => `${protocol.received}, ${drain(peer).data}`),
        connections.map((_connection, index) => `to ${String(index)}, from ${String(index)}`),
        'what each protocol and its peer received',
      )
    },
  ),
  check('transports.write-begins-at-once', 'one write', async (t) => {
    const { transport, peer } = await connect(t)
    transport.write(bytes('at once'))
    t.same(drain(peer).data, 'at once', 'what has arrived when write() returns')
  }),
  check('transports.write-takes-bytes', 'a string, a number, null, and no bytes', async (t) => {
    const connection = await connect(t)
    const write = connection.transport.write.bind(connection.transport) as (data: unknown) => void
    for (const value of ['text', 7, null])
      t.threw(
        t.attempt(() => write(value)),
        'TypeError',
        `write() of ${typeof value}`,
      )
    t.returned(
      t.attempt(() => write(bytes(''))),
      'write() of no bytes',
    )
    write(bytes('bytes'))
    const { data } = await drainAll(connection)
    t.same(data, 'bytes', 'what the peer received')
  }),
  check('transports.write-after-eof-is-refused', 'bytes, and no bytes', async (t) => {
    const connection = await connect(t)
    const { transport } = connection
    transport.write(bytes('before'))
    transport.writeEof()
    for (const [what, data] of [
      ['bytes', 'after'],
      ['no bytes', ''],
    ] as const)
      t.threw(
        t.attempt(() => transport.write(bytes(data))),
        'RuntimeError',
        `write() of ${what}`,
      )
    const { data } = await drainAll(connection)
    t.same(data, 'before', 'what the peer received')
  }),
  ...(['close', 'abort'] as const).map((method) =>
    check('transports.write-after-close-is-no-error', `${method}()`, async (t) => {
      const { transport, peer, settle } = await connect(t)
      transport[method]()
      for (let index = 0; index < 6; index++)
        t.returned(
          t.attempt(() => transport.write(bytes('late'))),
          `write() after ${method}()`,
        )
      t.returned(
        t.attempt(() => transport.writeEof()),
        `writeEof() after ${method}()`,
      )
      t.returned(
        t.attempt(() => transport.write(bytes('later'))),
        `write() after ${method}() and writeEof()`,
      )
      t.same(transport.getWriteBufferSize(), 0, `getWriteBufferSize() after ${method}()`)
      await settle()
      t.happened('connectionLost')
      t.same(drain(peer).data, '', `what the peer received of what was written after ${method}()`)
    }),
  ),
  check('transports.writelines-sends-all', 'three pieces, none, and after the end', async (t) => {
    const connection = await connect(t, { capacity: 8 })
    const { transport } = connection
    transport.write(bytes('before '))
    transport.writelines(['one ', 'two ', 'three '].map(bytes))
    transport.writelines([])
    transport.write(bytes('after'))
    const early = await drainAll(connection)
    transport.writeEof()
    const late = t.attempt(() => transport.writelines([bytes('late')]))
    const none = t.attempt(() => transport.writelines([]))
    const { data, ended } = await drainAll(connection)
    t.same(early.data, 'before one two three after', 'what the peer received')
    t.threw(late, 'RuntimeError', 'writelines() after writeEof()')
    t.threw(none, 'RuntimeError', 'writelines() of an empty list after writeEof()')
    t.sameItems([data, ended], ['', true], 'what the peer received then, and whether the stream has ended')
  }),
  check('transports.writelines-pauses-above-the-high-mark', 'three pieces, with a full socket', async (t) => {
    const connection = await connect(t, { capacity: 50 })
    const { transport } = connection
    transport.setWriteBufferLimits(100, 20)
    const pieces = ['x'.repeat(60), 'y'.repeat(60), 'z'.repeat(60)]
    transport.writelines(pieces.map(bytes))
    const paused = t.trace.count('pauseWriting')
    const { data } = await drainAll(connection)
    t.same(
      paused,
      1,
      'how often pauseWriting() was called when writelines() returned, with 130 bytes in the buffer',
    )
    t.same(data === pieces.join(''), true, 'whether the peer received all of it')
    t.times('resumeWriting', 1)
  }),
  ...(['close', 'abort'] as const).map((method) =>
    check('transports.writelines-after-close-is-no-error', `${method}()`, async (t) => {
      const { transport, peer, settle } = await connect(t)
      transport[method]()
      const late = [bytes('late '), bytes('lines')]
      for (let index = 0; index < 6; index++)
        t.returned(
          t.attempt(() => transport.writelines(late)),
          `writelines() after ${method}()`,
        )
      t.same(transport.getWriteBufferSize(), 0, `getWriteBufferSize() after ${method}()`)
      await settle()
      t.times('connectionLost', 1)
      t.same(drain(peer).data, '', `what the peer received of what was written after ${method}()`)
    }),
  ),
  check(
    'transports.data-arrives-in-order',
    'reading is paused and resumed when they have just arrived',
    async (t) => {
      const { loop, transport, protocol, peer, settle } = await connect(t)
      loop.callSoon(() => {
        peer.send(bytes('one '))
        transport.pauseReading()
        transport.resumeReading()
      })
      await settle()
      peer.send(bytes('two'))
      await settle()
      t.same(protocol.received, 'one two', 'what dataReceived() received')
    },
    { hint: 'Handle a socket that is ready and has no data.' },
  ),
  check('transports.pause-reading-holds-data', 'paused and resumed, twice each', async (t) => {
    const { transport, protocol, peer, settle } = await connect(t)
    const states = [transport.isReading()]
    transport.pauseReading()
    transport.pauseReading()
    states.push(transport.isReading())
    peer.send(bytes('held'))
    await settle()
    const early = protocol.received
    transport.resumeReading()
    transport.resumeReading()
    states.push(transport.isReading())
    await settle()
    t.sameItems(states, [true, false, true], 'isReading() before, while paused, and after')
    t.same(early, '', 'what dataReceived() received while reading was paused')
    t.same(protocol.received, 'held', 'what it received in the end')
  }),
  check('transports.pause-reading-holds-data', 'paused when the bytes have just arrived', async (t) => {
    const connection = await connect(t)
    const { loop, transport, peer } = connection
    loop.callSoon(() => {
      peer.send(bytes('held'))
      transport.pauseReading()
    })
    await holdsUntilResumed(t, connection, 'held')
  }),
  check(
    'transports.pause-reading-holds-data',
    'paused in dataReceived(), when more has arrived',
    async (t) => {
      const connection: Connection = await connect(t, {
        behaviour: {
          dataReceived: (transport) => {
            if (connection.protocol.received !== 'one ') return
            connection.peer.send(bytes('two'))
            transport.pauseReading()
          },
        },
      })
      const { protocol, peer, transport, settle } = connection
      peer.send(bytes('one '))
      await settle()
      const early = protocol.received
      transport.resumeReading()
      await settle()
      t.same(early, 'one ', 'what dataReceived() received until reading was resumed')
      t.same(protocol.received, 'one two', 'what it received in the end')
    },
    { hint: 'If you read more than once, look at isReading() before each call of dataReceived().' },
  ),
  check('transports.pause-in-connection-made-holds-data', 'bytes are there already', async (t) => {
    const connection = await connect(t, {
      before: (peer) => peer.send(bytes('early')),
      behaviour: { connectionMade: (made) => made.pauseReading() },
    })
    await holdsUntilResumed(t, connection, 'early')
  }),
  check('transports.write-eof-follows-the-data', 'with a full buffer, twice', async (t) => {
    const connection = await connect(t, { capacity: 50 })
    const { transport, protocol, peer, settle } = connection
    transport.write(bytes(long))
    transport.writeEof()
    transport.writeEof()
    const { data, ended } = await drainAll(connection)
    peer.send(bytes('answer'))
    await settle()
    t.same(transport.canWriteEof(), true, 'canWriteEof()')
    t.same(data.length, long.length, 'how many bytes the peer received')
    t.same(ended, true, 'whether the peer has received the end of the stream')
    t.same(protocol.received, 'answer', 'what dataReceived() received afterwards')
    t.same(transport.isClosing(), false, 'isClosing()')
  }),
  check(
    'transports.write-eof-follows-the-data',
    'with a buffer that has paused the protocol',
    async (t) => {
      const connection = await connect(t, { capacity: 50 })
      const { transport } = connection
      transport.setWriteBufferLimits(100, 20)
      transport.write(bytes(long))
      transport.writeEof()
      const { data, ended } = await drainAll(connection)
      t.order('pauseWriting', 'resumeWriting')
      t.same(data.length, long.length, 'how many bytes the peer received')
      t.same(ended, true, 'whether the peer has received the end of the stream')
    },
    {
      hint: 'When the buffer is empty, send the end of the stream, whether or not resumeWriting() was called.',
    },
  ),
  check('transports.write-eof-follows-the-data', 'with an empty buffer', async (t) => {
    const connection = await connect(t)
    connection.transport.write(bytes('question'))
    connection.transport.writeEof()
    const { data, ended } = await drainAll(connection)
    t.same(data, 'question', 'what the peer received')
    t.same(ended, true, 'whether the peer has received the end of the stream')
  }),
]

/** Reading is paused: the bytes that have arrived reach the protocol after resumeReading(), and not before. */
async function holdsUntilResumed(t: CheckContext, connection: Connection, data: string): Promise<void> {
  const { transport, protocol, settle } = connection
  await settle()
  const early = protocol.received
  transport.resumeReading()
  await settle()
  t.same(early, '', 'what dataReceived() received while reading was paused')
  t.same(protocol.received, data, 'what it received in the end')
}
