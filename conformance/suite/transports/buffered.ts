/** Protocols that receive into a buffer of their own. */
import { isOsError } from '../../../spec/index.ts'
import { check, oneOf, type Check, type CheckContext } from '../../harness/index.ts'
import {
  bytes,
  connect,
  RecordingBuffer,
  RecordingProtocol,
  type Connection,
} from '../support/connections.ts'

/** So long that no two parts of it look alike. */
const long = Array.from({ length: 60 }, (_, index) => `line ${String(index)}.`).join('')
const lengths = oneOf(
  ['has 64 bytes', () => 64],
  ['has a byte', () => 1],
  ['has 7 bytes', () => 7],
  ['has 4096 bytes', () => 4096],
)

/** Sends all of it, as the socket and the protocol take it. */
async function sendAll({ peer, protocol, settle }: Connection, data: string): Promise<void> {
  for (let rest = bytes(data); rest.length > 0;) {
    const before = protocol.received.length
    const count = peer.send(rest)
    rest = rest.subarray(count)
    await settle()
    if (count === 0 && protocol.received.length === before) return
  }
}

/** A buffer in the middle of larger memory. */
function middle(length: number): Uint8Array {
  return new Uint8Array(length + 4).fill(33).subarray(2, length + 2)
}

async function connectBuffer(t: CheckContext, protocol: RecordingBuffer): Promise<Connection> {
  return connect(t, { protocol, capacity: 200 })
}

export const transportsBufferedChecks: readonly Check[] = [
  check('transports.buffered-protocol-gets-its-bytes', 'a buffer of any length', async (t) => {
    const length = t.draw('the buffer', lengths)
    const protocol = new RecordingBuffer(t, () => new Uint8Array(length))
    const connection = await connectBuffer(t, protocol)
    await sendAll(connection, long)
    t.same(protocol.received === long, true, 'whether the buffer received all of it, in order')
    t.times('dataReceived', 0)
    const wrong = protocol.counts.filter((count) => count < 1 || count > length)
    t.sameItems(wrong, [], `the arguments of bufferUpdated() that are below 1 or above ${String(length)}`)
  }),
  check('transports.buffered-protocol-gets-its-bytes', 'the same buffer each time', async (t) => {
    const buffer = middle(16)
    const protocol = new RecordingBuffer(t, () => buffer)
    const connection = await connectBuffer(t, protocol)
    for (const piece of ['one ', 'a longer piece than the buffer has room for ', 'two']) {
      connection.peer.send(bytes(piece))
      await connection.settle()
    }
    t.same(
      protocol.received,
      'one a longer piece than the buffer has room for two',
      'what was in the buffer at each bufferUpdated()',
    )
    const around = new Uint8Array(buffer.buffer)
    t.sameItems([...around.subarray(0, 2), ...around.subarray(18)], [33, 33, 33, 33], 'the bytes around it')
  }),
  check('transports.buffered-protocol-gets-its-bytes', 'bytes are there already', async (t) => {
    const protocol = new RecordingBuffer(t, () => new Uint8Array(8))
    const connection = await connect(t, { protocol, before: (peer) => peer.send(bytes('early')) })
    await connection.settle()
    t.same(protocol.received, 'early', 'what the buffer received')
    t.order('connectionMade', 'getBuffer', 'bufferUpdated')
  }),
  check('transports.buffered-protocol-is-otherwise-like-others', 'reading is paused', async (t) => {
    const protocol = new RecordingBuffer(t, () => new Uint8Array(8), {
      bufferUpdated: (transport) => transport.pauseReading(),
    })
    const connection = await connectBuffer(t, protocol)
    const { transport, settle } = connection
    await sendAll(connection, 'twelve bytes')
    const early = protocol.received
    transport.resumeReading()
    await settle()
    t.same(early, 'twelve b', 'what the buffer received before reading was resumed')
    t.same(protocol.received, 'twelve bytes', 'what it received in the end')
  }),
  ...([false, true] as const).map((keepOpen) =>
    check(
      'transports.buffered-protocol-is-otherwise-like-others',
      `eofReceived() returns ${String(keepOpen)}`,
      async (t) => {
        const protocol = new RecordingBuffer(t, () => new Uint8Array(8), { eofReceived: () => keepOpen })
        const connection = await connectBuffer(t, protocol)
        const { peer, transport, settle } = connection
        await sendAll(connection, 'last words')
        peer.shutdownWrite()
        await settle()
        t.same(protocol.received, 'last words', 'what the buffer received')
        t.order('bufferUpdated', 'eofReceived')
        t.times('eofReceived', 1)
        t.same(transport.isClosing(), !keepOpen, 'isClosing()')
        t.times('connectionLost', keepOpen ? 0 : 1)
      },
    ),
  ),
  check('transports.empty-buffer-ends-the-connection', 'the second buffer has no room', async (t) => {
    let room = 4
    const protocol = new RecordingBuffer(t, () => new Uint8Array(room))
    const connection = await connectBuffer(t, protocol)
    const reports = t.reports(connection.loop)
    await sendAll(connection, 'four')
    room = 0
    await sendAll(connection, 'more')
    const [error] = protocol.lost
    t.same(protocol.received, 'four', 'what the buffer received')
    t.same(protocol.lost.length, 1, 'how often connectionLost() was called')
    t.threw({ threw: true, error }, 'RuntimeError', 'the empty buffer')
    t.sameItems(
      reports.map(({ exception }) => exception),
      [error],
      'what the exception handler received',
    )
    t.same(isOsError(error), false, 'whether the error is one of the system')
  }),
  ...(['getBuffer', 'bufferUpdated'] as const).map((method) =>
    check('transports.failing-buffered-protocol-ends-the-connection', `${method}() throws`, async (t) => {
      const error = new Error('meant by the check')
      const protocol = new RecordingBuffer(t, () => new Uint8Array(8), {
        [method]: () => {
          throw error
        },
      })
      const { loop, peer, settle } = await connectBuffer(t, protocol)
      const reports = t.reports(loop)
      peer.send(bytes('1'))
      await settle()
      if (!peer.closed) t.attempt(() => peer.send(bytes('2')))
      await settle()
      t.sameItems(
        reports.map(({ exception }) => exception),
        [error],
        'what the exception handler received',
      )
      t.sameItems(protocol.lost, [error], 'what connectionLost() received')
      t.times(method, 1)
    }),
  ),
  ...([true, false] as const).map((toBuffer) =>
    check(
      'transports.kinds-of-protocols-can-be-switched',
      toBuffer ? 'from data to a buffer' : 'from a buffer to data',
      async (t) => {
        const where = t.draw(
          'switched',
          oneOf(['between two pieces', () => 'between'], ['inside of the first protocol', () => 'inside']),
        )
        const behaviour = {
          [toBuffer ? 'dataReceived' : 'bufferUpdated']: () => {
            if (where === 'inside') connection.transport.setProtocol(second)
          },
        }
        const room = (): Uint8Array => new Uint8Array(16)
        const [first, second] = toBuffer
          ? [new RecordingProtocol(t, behaviour), new RecordingBuffer(t, room, {}, 'second ')]
          : [new RecordingBuffer(t, room, behaviour), new RecordingProtocol(t, {}, 'second ')]
        const connection: Connection = await connect(t, { protocol: first })
        const { peer, transport, settle } = connection
        // A transport may deliver byte by byte.
        peer.send(bytes('1'))
        await settle()
        if (where === 'between') transport.setProtocol(second)
        const holder = transport.getProtocol()
        peer.send(bytes('two'))
        await settle()
        transport.close()
        await settle()
        t.same(holder, second, 'getProtocol()')
        t.same(first.received, '1', 'what the first protocol received')
        t.same(second.received, 'two', 'what the second protocol received')
        t.times(toBuffer ? 'second dataReceived' : 'second bufferUpdated', 0)
        t.times('second connectionLost', 1)
      },
    ),
  ),
]
