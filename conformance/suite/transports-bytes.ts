/** Bytes in both directions. */
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { bytes, connect, drain, drainAll } from './transports-connection.ts'

/** So long that no two parts of it look alike. */
const long = Array.from({ length: 400 }, (_, index) => `line ${index}.`).join('')

export const transportsBytesTests: readonly ClauseTest[] = [
  clauseTest(
    'transports.data-arrives-in-order',
    'three pieces in one iteration, and one later',
    async (check) => {
      const { protocol, peer, settle } = await connect(check)
      for (const piece of ['one ', 'two ', 'three ']) peer.send(bytes(piece))
      await settle()
      peer.send(bytes('four'))
      await settle()
      check.same(protocol.received, 'one two three four', 'what dataReceived() got')
    },
  ),
  clauseTest('transports.data-arrives-in-order', 'more than the socket holds at a time', async (check) => {
    const { protocol, peer, settle } = await connect(check, { capacity: 50 })
    for (let rest = bytes(long); rest.length > 0;) {
      rest = rest.subarray(peer.send(rest))
      const before = protocol.received.length
      await settle()
      if (protocol.received.length === before) break
    }
    check.same(protocol.received === long, true, 'whether dataReceived() got all of it')
  }),
  clauseTest('transports.write-sends-in-order', 'three pieces', async (check) => {
    const connection = await connect(check)
    for (const piece of ['one ', 'two ', 'three']) connection.transport.write(bytes(piece))
    const { data } = await drainAll(connection)
    check.same(data, 'one two three', 'what the peer got')
  }),
  clauseTest('transports.write-sends-in-order', 'more than the socket takes at a time', async (check) => {
    const connection = await connect(check, { capacity: 50 })
    connection.transport.write(bytes(long))
    connection.transport.write(bytes('the end'))
    check.note('written', connection.transport.getWriteBufferSize())
    const { data } = await drainAll(connection)
    check.same(data.length, long.length + 7, 'how many bytes the peer got')
    check.same(data === `${long}the end`, true, 'whether they are the right ones')
  }),
  clauseTest('transports.write-sends-in-order', 'resumeWriting() writes more', async (check) => {
    const connection = await connect(check, {
      capacity: 50,
      behaviour: { resumeWriting: (transport) => transport.write(bytes('more')) },
    })
    connection.transport.setWriteBufferLimits(100)
    connection.transport.write(bytes(long))
    const { data } = await drainAll(connection)
    check.same(data === `${long}more`, true, 'whether the peer got all of it, in order')
  }),
  clauseTest('transports.write-begins-at-once', 'one write', async (check) => {
    const { transport, peer } = await connect(check)
    transport.write(bytes('at once'))
    check.same(drain(peer).data, 'at once', 'what has arrived when write() returns')
  }),
  clauseTest('transports.write-takes-bytes', 'a string, a number, null, and no bytes', async (check) => {
    const connection = await connect(check)
    const write = connection.transport.write.bind(connection.transport) as (data: unknown) => void
    for (const value of ['text', 7, null])
      check.threw(
        check.attempt(() => write(value)),
        'TypeError',
        `write() of ${typeof value}`,
      )
    check.answered(
      check.attempt(() => write(bytes(''))),
      'write() of no bytes',
    )
    write(bytes('bytes'))
    const { data } = await drainAll(connection)
    check.same(data, 'bytes', 'what the peer got')
  }),
  clauseTest('transports.write-after-eof-is-refused', 'bytes, and no bytes', async (check) => {
    const connection = await connect(check)
    const { transport } = connection
    transport.write(bytes('before'))
    transport.writeEof()
    for (const [what, data] of [
      ['bytes', 'after'],
      ['no bytes', ''],
    ] as const)
      check.threw(
        check.attempt(() => transport.write(bytes(data))),
        'RuntimeError',
        `write() of ${what}`,
      )
    const { data } = await drainAll(connection)
    check.same(data, 'before', 'what the peer got')
  }),
  ...(['close', 'abort'] as const).map((method) =>
    clauseTest('transports.write-after-close-is-no-error', `${method}()`, async (check) => {
      const { transport, peer, settle } = await connect(check)
      transport[method]()
      for (let index = 0; index < 6; index++)
        check.answered(
          check.attempt(() => transport.write(bytes('late'))),
          `write() after ${method}()`,
        )
      check.answered(
        check.attempt(() => transport.writeEof()),
        `writeEof() after ${method}()`,
      )
      check.answered(
        check.attempt(() => transport.write(bytes('later'))),
        `write() after ${method}() and writeEof()`,
      )
      check.same(transport.getWriteBufferSize(), 0, `getWriteBufferSize() after ${method}()`)
      await settle()
      check.happened('connectionLost')
      check.same(drain(peer).data, '', `what the peer got of what was written after ${method}()`)
    }),
  ),
  clauseTest('transports.writelines-sends-all', 'three pieces, none, and after the end', async (check) => {
    const connection = await connect(check, { capacity: 8 })
    const { transport } = connection
    transport.write(bytes('before '))
    transport.writelines(['one ', 'two ', 'three '].map(bytes))
    transport.writelines([])
    transport.write(bytes('after'))
    const early = await drainAll(connection)
    transport.writeEof()
    const late = check.attempt(() => transport.writelines([bytes('late')]))
    const none = check.attempt(() => transport.writelines([]))
    const { data, ended } = await drainAll(connection)
    check.same(early.data, 'before one two three after', 'what the peer got')
    check.threw(late, 'RuntimeError', 'writelines() after writeEof()')
    check.threw(none, 'RuntimeError', 'writelines() of nothing after writeEof()')
    check.sameMembers([data, ended], ['', true], 'what the peer got then, and whether the stream has ended')
  }),
  clauseTest(
    'transports.data-arrives-in-order',
    'reading is paused and resumed when they have just arrived',
    async (check) => {
      const { loop, transport, protocol, peer, settle } = await connect(check)
      loop.callSoon(() => {
        peer.send(bytes('one '))
        transport.pauseReading()
        transport.resumeReading()
      })
      await settle()
      peer.send(bytes('two'))
      await settle()
      check.same(protocol.received, 'one two', 'what dataReceived() got')
    },
    { hint: 'A socket that calls back may have nothing any more.' },
  ),
  clauseTest('transports.pause-reading-holds-data', 'paused and resumed, twice each', async (check) => {
    const { transport, protocol, peer, settle } = await connect(check)
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
    check.sameMembers(states, [true, false, true], 'isReading() before, while paused, and after')
    check.same(early, '', 'what dataReceived() got while reading was paused')
    check.same(protocol.received, 'held', 'what it got in the end')
  }),
  clauseTest(
    'transports.pause-reading-holds-data',
    'paused when the bytes have just arrived',
    async (check) => {
      const { loop, transport, protocol, peer, settle } = await connect(check)
      loop.callSoon(() => {
        peer.send(bytes('held'))
        transport.pauseReading()
      })
      await settle()
      const early = protocol.received
      transport.resumeReading()
      await settle()
      check.same(early, '', 'what dataReceived() got while reading was paused')
      check.same(protocol.received, 'held', 'what it got in the end')
    },
  ),
  clauseTest('transports.pause-in-connection-made-holds-data', 'bytes are there already', async (check) => {
    const { transport, protocol, settle } = await connect(check, {
      before: (peer) => peer.send(bytes('early')),
      behaviour: { connectionMade: (made) => made.pauseReading() },
    })
    await settle()
    const early = protocol.received
    transport.resumeReading()
    await settle()
    check.same(early, '', 'what dataReceived() got while reading was paused')
    check.same(protocol.received, 'early', 'what it got in the end')
  }),
  clauseTest('transports.write-eof-follows-the-data', 'with a full buffer, twice', async (check) => {
    const connection = await connect(check, { capacity: 50 })
    const { transport, protocol, peer, settle } = connection
    transport.write(bytes(long))
    transport.writeEof()
    transport.writeEof()
    const { data, ended } = await drainAll(connection)
    peer.send(bytes('answer'))
    await settle()
    check.same(transport.canWriteEof(), true, 'canWriteEof()')
    check.same(data.length, long.length, 'how many bytes the peer got')
    check.same(ended, true, 'whether the peer has met the end of the stream')
    check.same(protocol.received, 'answer', 'what dataReceived() got afterwards')
    check.same(transport.isClosing(), false, 'isClosing()')
  }),
  clauseTest('transports.write-eof-follows-the-data', 'with an empty buffer', async (check) => {
    const connection = await connect(check)
    connection.transport.write(bytes('question'))
    connection.transport.writeEof()
    const { data, ended } = await drainAll(connection)
    check.same(data, 'question', 'what the peer got')
    check.same(ended, true, 'whether the peer has met the end of the stream')
  }),
]
