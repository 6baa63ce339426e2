/** How a connection ends: `connectionLost`, once, later, with its reason. */
import { OSError, SystemExit } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { bytes, connect, drain, drainAll, type Connection } from './transports-connection.ts'

const big = 'x'.repeat(300)

/** Ways for connections to end, some of them several at once. */
const endings: Record<string, (connection: Connection) => void> = {
  'close() twice': ({ transport }) => {
    transport.close()
    transport.close()
  },
  'abort(), then close()': ({ transport }) => {
    transport.abort()
    transport.close()
  },
  'close(), then abort()': ({ transport }) => {
    transport.write(bytes(big))
    transport.close()
    transport.abort()
    transport.abort()
  },
  'close() after the end of the stream': ({ transport, peer }) => {
    peer.shutdownWrite()
    transport.close()
  },
  'an error, then close()': ({ transport, sock }) => {
    sock.fail(new OSError('meant by the check', 'ECONNRESET'))
    transport.write(bytes('fails'))
    transport.close()
  },
  'an error of reading and of writing': ({ transport, sock }) => {
    sock.fail(new OSError('meant by the check', 'ECONNRESET'))
    transport.write(bytes('fails'))
    transport.write(bytes('fails again'))
  },
  'bytes, and then close()': ({ transport, peer }) => {
    peer.send(bytes('late'))
    transport.close()
  },
}

export const transportsEndingTests: readonly ClauseTest[] = [
  ...Object.entries(endings).map(([situation, end]) =>
    clauseTest('transports.connection-lost-comes-once', situation, async (check) => {
      const connection = await connect(check, { capacity: 50 })
      // Whether an error of the socket is reported is another clause.
      check.reports(connection.loop)
      end(connection)
      await connection.settle()
      await connection.settle()
      check.times('connectionLost', 1)
      check.same(check.trace.labels().at(-1), 'connectionLost', 'the last thing that the protocol heard')
    }),
  ),
  clauseTest('transports.connection-lost-comes-once', 'resumeWriting() closes', async (check) => {
    const connection = await connect(check, {
      capacity: 50,
      behaviour: { resumeWriting: (transport) => transport.close() },
    })
    // CPython ends the connection twice here, and its handler hears that the second end fails (cpython#156512).
    check.reports(connection.loop)
    connection.transport.setWriteBufferLimits(100)
    connection.transport.write(bytes(big))
    await drainAll(connection)
    check.times('resumeWriting', 1)
    check.times('connectionLost', 1)
  }),
  ...(['close', 'abort'] as const).map((method) =>
    clauseTest('transports.connection-lost-comes-later', `${method}()`, async (check) => {
      const { transport, settle } = await connect(check)
      transport[method]()
      check.note(`${method}() returned`)
      await settle()
      check.order(`${method}() returned`, 'connectionLost')
    }),
  ),
  clauseTest('transports.connection-lost-says-why', 'an error of the socket', async (check) => {
    const { loop, protocol, sock, settle } = await connect(check)
    check.reports(loop)
    const error = new OSError('meant by the check', 'ECONNRESET')
    sock.fail(error)
    await settle()
    check.sameMembers(protocol.lost, [error], 'what connectionLost() got')
  }),
  clauseTest(
    'transports.connection-lost-says-why',
    'a write to a peer that is gone, with reading paused',
    async (check) => {
      const { loop, protocol, transport, peer, settle } = await connect(check)
      check.reports(loop)
      transport.pauseReading()
      peer.close()
      transport.write(bytes('to nobody'))
      await settle()
      check.same(protocol.lost.length, 1, 'how often connectionLost() was called')
      check.same((protocol.lost[0] as OSError | null)?.code, 'EPIPE', 'the code of the error that it got')
    },
  ),
  ...(
    [
      ['close()', ({ transport }) => transport.close()],
      ['abort()', ({ transport }) => transport.abort()],
      ['the end of the stream', ({ peer }) => peer.shutdownWrite()],
    ] as const satisfies readonly (readonly [string, (connection: Connection) => void])[]
  ).map(([situation, end]) =>
    clauseTest('transports.connection-lost-says-why', `${situation} gives none`, async (check) => {
      const connection = await connect(check)
      end(connection)
      await connection.settle()
      check.sameMembers(connection.protocol.lost, [null], 'what connectionLost() got')
    }),
  ),
  clauseTest('transports.broken-connection-is-no-news', 'an error of the socket', async (check) => {
    const { loop, sock, settle } = await connect(check)
    const reports = check.reports(loop)
    sock.fail(new OSError('meant by the check', 'ECONNRESET'))
    await settle()
    check.times('connectionLost', 1)
    check.same(reports.length, 0, 'how often the exception handler was called')
  }),
  clauseTest('transports.close-stops-reading', 'bytes are waiting', async (check) => {
    const { transport, protocol, peer, settle } = await connect(check)
    peer.send(bytes('before'))
    await settle()
    const states = [transport.isClosing()]
    peer.send(bytes('after'))
    transport.close()
    states.push(transport.isClosing(), transport.isReading())
    transport.pauseReading()
    transport.resumeReading()
    states.push(transport.isReading())
    await settle()
    check.sameMembers(
      states,
      [false, true, false, false],
      'isClosing() before and after, isReading() after, and again',
    )
    check.same(protocol.received, 'before', 'what dataReceived() got')
  }),
  clauseTest('transports.close-stops-reading', 'in dataReceived(), with a full buffer', async (check) => {
    const { protocol, transport, peer, settle } = await connect(check, {
      capacity: 50,
      behaviour: { dataReceived: (made) => made.close() },
    })
    transport.write(bytes(big))
    peer.send(bytes('1'))
    await settle()
    check.attempt(() => peer.send(bytes('2')))
    await settle()
    check.same(protocol.received, '1', 'what dataReceived() got')
  }),
  clauseTest(
    'transports.close-sends-what-was-written',
    'more than the socket takes at a time',
    async (check) => {
      const connection = await connect(check, { capacity: 50 })
      connection.transport.write(bytes(big))
      connection.transport.close()
      await connection.settle()
      const early = check.trace.count('connectionLost')
      const { data, ended } = await drainAll(connection)
      check.same(early, 0, 'how often connectionLost() was called with bytes left')
      check.same(data.length, big.length, 'how many bytes the peer got')
      check.same(ended, true, 'whether the peer has met the end of the stream')
      check.sameMembers(connection.protocol.lost, [null], 'what connectionLost() got')
    },
  ),
  clauseTest('transports.abort-drops-what-was-written', 'the peer takes nothing', async (check) => {
    const connection = await connect(check, { capacity: 50 })
    connection.transport.write(bytes(big))
    connection.transport.abort()
    await connection.settle()
    const closing = connection.transport.isClosing()
    const lost = check.trace.count('connectionLost')
    const { data } = await drainAll(connection)
    check.same(closing, true, 'isClosing()')
    check.same(lost, 1, 'how often connectionLost() was called before the peer took anything')
    check.that(data.length <= 50, 'no more than was under way goes out', `the peer got ${data.length} bytes`)
  }),
  ...(
    [
      ['close', 'with nothing waiting', 'under way'],
      ['close', 'with a full buffer', big],
      ['abort', 'with nothing waiting', 'under way'],
      ['abort', 'with a full buffer', big],
    ] as const
  ).map(([method, what, data]) =>
    clauseTest('transports.socket-is-given-back-the-same-way', `${method}() ${what}`, async (check) => {
      const connection = await connect(check, { capacity: 50 })
      const { transport, sock, settle } = connection
      for (const end of ['close', 'abort'] as const) {
        const own = sock[end].bind(sock)
        sock[end] = () => {
          check.note(`${end}() of the socket`)
          own()
        }
      }
      transport.write(bytes(data))
      transport[method]()
      await drainAll(connection)
      await settle()
      const [first] = check.trace.labels().filter((label) => label.endsWith('of the socket'))
      check.times('connectionLost', 1)
      check.same(first, `${method}() of the socket`, 'how the transport gave its socket back')
    }),
  ),
  clauseTest('transports.buffer-is-empty-at-the-end', 'after abort() with a full buffer', async (check) => {
    const { transport, settle } = await connect(check, { capacity: 50 })
    transport.write(bytes(big))
    const full = transport.getWriteBufferSize()
    transport.abort()
    await settle()
    check.that(full > 0, 'something waits in the buffer', 'getWriteBufferSize() was 0 with 250 bytes waiting')
    check.times('connectionLost', 1)
    check.same(transport.getWriteBufferSize(), 0, 'getWriteBufferSize() after connectionLost()')
  }),
  ...(['close', 'abort'] as const).map((method) =>
    clauseTest('transports.socket-is-closed-at-the-end', `${method}()`, async (check) => {
      const { transport, sock, peer, settle } = await connect(check)
      const before = sock.closed
      transport[method]()
      await settle()
      check.times('connectionLost', 1)
      check.same(before, false, 'closed of the socket before')
      check.same(sock.closed, true, 'closed of the socket')
      check.same(drain(peer).ended, true, 'whether the peer has met the end of the stream')
    }),
  ),
  clauseTest('transports.socket-is-closed-at-the-end', 'connectionLost() throws', async (check) => {
    const error = new Error('meant by the check')
    const { loop, transport, sock, settle } = await connect(check, {
      behaviour: {
        connectionLost: () => {
          throw error
        },
      },
    })
    const reports = check.reports(loop)
    transport.close()
    await settle()
    check.sameMembers(
      reports.map(({ exception }) => exception),
      [error],
      'what the exception handler heard',
    )
    check.same(sock.closed, true, 'closed of the socket')
  }),
  clauseTest('transports.end-of-stream-closes', 'after some bytes', async (check) => {
    const { protocol, transport, peer, settle } = await connect(check)
    peer.send(bytes('last words'))
    peer.shutdownWrite()
    await settle()
    check.same(protocol.received, 'last words', 'what dataReceived() got')
    check.order('connectionMade', 'dataReceived', 'eofReceived', 'connectionLost')
    check.times('eofReceived', 1)
    check.same(transport.isClosing(), true, 'isClosing()')
  }),
  clauseTest('transports.true-from-eof-received-keeps-it-open', 'an answer after it', async (check) => {
    const connection = await connect(check, { behaviour: { eofReceived: () => true } })
    const { transport, peer, settle } = connection
    peer.shutdownWrite()
    await settle()
    const closing = transport.isClosing()
    transport.write(bytes('answer'))
    const { data } = await drainAll(connection)
    const lost = check.trace.count('connectionLost')
    transport.close()
    await settle()
    check.same(closing, false, 'isClosing() after the end of the stream')
    check.same(data, 'answer', 'what the peer got')
    check.same(lost, 0, 'how often connectionLost() was called before close()')
    check.times('eofReceived', 1)
    check.times('connectionLost', 1)
  }),
  ...(['dataReceived', 'eofReceived'] as const).map((method) =>
    clauseTest('transports.failing-protocol-ends-the-connection', `${method}() throws`, async (check) => {
      const error = new Error('meant by the check')
      const { loop, protocol, peer, settle } = await connect(check, {
        behaviour: {
          [method]: () => {
            throw error
          },
        },
      })
      const reports = check.reports(loop)
      if (method === 'dataReceived') peer.send(bytes('1'))
      else peer.shutdownWrite()
      await settle()
      if (!peer.closed) check.attempt(() => peer.send(bytes('2')))
      await settle()
      check.sameMembers(
        reports.map(({ exception }) => exception),
        [error],
        'what the exception handler heard',
      )
      check.sameMembers(protocol.lost, [error], 'what connectionLost() got')
      check.times(method, 1)
    }),
  ),
  clauseTest('transports.fatal-error-leaves-the-loop', 'SystemExit in dataReceived()', async (check) => {
    const error = new SystemExit('meant by the check')
    const { loop, peer } = await connect(check, {
      behaviour: {
        dataReceived: () => {
          throw error
        },
      },
    })
    peer.send(bytes('1'))
    const outcome = await check.attemptAsync(() => check.iterations(loop))
    check.same(outcome.threw && outcome.error, error, 'what ends the run')
  }),
  clauseTest('transports.fatal-error-leaves-the-loop', 'SystemExit in pauseWriting()', async (check) => {
    const error = new SystemExit('meant by the check')
    const { loop, transport } = await connect(check, {
      capacity: 50,
      behaviour: {
        pauseWriting: () => {
          throw error
        },
      },
    })
    transport.setWriteBufferLimits(100)
    loop.callSoon(() => transport.write(bytes(big)))
    const outcome = await check.attemptAsync(() => check.iterations(loop))
    check.same(outcome.threw && outcome.error, error, 'what ends the run')
  }),
]
