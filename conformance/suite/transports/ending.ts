/** How a connection ends: `connectionLost`, once, later, with its reason. */
import { OSError, SystemExit } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { bytes, connect, drain, drainAll, type Connection } from '../support/connections.ts'

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

export const transportsEndingChecks: readonly Check[] = [
  ...Object.entries(endings).map(([situation, end]) =>
    check('transports.connection-lost-comes-once', situation, async (t) => {
      const connection = await connect(t, { capacity: 50 })
      // Whether an error of the socket is reported is another clause.
      t.reports(connection.loop)
      end(connection)
      await connection.settle()
      await connection.settle()
      t.times('connectionLost', 1)
      t.same(t.trace.labels().at(-1), 'connectionLost', 'the last call of the protocol')
    }),
  ),
  check('transports.connection-lost-comes-once', 'resumeWriting() closes', async (t) => {
    const connection = await connect(t, {
      capacity: 50,
      behaviour: { resumeWriting: (transport) => transport.close() },
    })
    // CPython ends the connection twice here, and its handler receives the error of the second end (cpython#156512).
    t.reports(connection.loop)
    connection.transport.setWriteBufferLimits(100)
    connection.transport.write(bytes(big))
    await drainAll(connection)
    t.times('resumeWriting', 1)
    t.times('connectionLost', 1)
  }),
  ...(['close', 'abort'] as const).map((method) =>
    check('transports.connection-lost-comes-later', `${method}()`, async (t) => {
      const { transport, settle } = await connect(t)
      transport[method]()
      t.note(`${method}() returned`)
      await settle()
      t.order(`${method}() returned`, 'connectionLost')
    }),
  ),
  ...(['close', 'abort'] as const).map((method) =>
    check(
      'transports.close-in-connection-made-ends-the-connection',
      `${method}() in connectionMade(), with data waiting`,
      async (t) => {
        const { transport, protocol, settle } = await connect(t, {
          behaviour: { connectionMade: (made) => made[method]() },
          before: (peer) => peer.send(bytes('early')),
        })
        await settle()
        t.same(transport, protocol.transports[0], 'the transport that createConnection() returned')
        t.order('connectionMade', 'connectionLost')
        t.sameItems(protocol.lost, [null], 'what connectionLost() got')
      },
      {
        hint: 'Check what close() and abort() do before reading has begun: connectionLost() still has to be scheduled.',
      },
    ),
  ),
  check('transports.connection-lost-says-why', 'an error of the socket', async (t) => {
    const { loop, protocol, sock, settle } = await connect(t)
    t.reports(loop)
    const error = new OSError('meant by the check', 'ECONNRESET')
    sock.fail(error)
    await settle()
    t.sameItems(protocol.lost, [error], 'what connectionLost() received')
  }),
  check(
    'transports.connection-lost-says-why',
    'a write to a peer that is gone, with reading paused',
    async (t) => {
      const { loop, protocol, transport, peer, settle } = await connect(t)
      t.reports(loop)
      transport.pauseReading()
      peer.close()
      transport.write(bytes('to a peer that is gone'))
      await settle()
      t.same(protocol.lost.length, 1, 'how often connectionLost() was called')
      t.same((protocol.lost[0] as OSError | null)?.code, 'EPIPE', 'the code of the error that it received')
    },
  ),
  ...(
    [
      ['close()', ({ transport }) => transport.close()],
      ['abort()', ({ transport }) => transport.abort()],
      ['the end of the stream', ({ peer }) => peer.shutdownWrite()],
    ] as const satisfies readonly (readonly [string, (connection: Connection) => void])[]
  ).map(([situation, end]) =>
    check('transports.connection-lost-says-why', `${situation}, without an error`, async (t) => {
      const connection = await connect(t)
      end(connection)
      await connection.settle()
      t.sameItems(connection.protocol.lost, [null], 'what connectionLost() received')
    }),
  ),
  check('transports.broken-connection-is-no-news', 'an error of the socket', async (t) => {
    const { loop, sock, settle } = await connect(t)
    const reports = t.reports(loop)
    sock.fail(new OSError('meant by the check', 'ECONNRESET'))
    await settle()
    t.times('connectionLost', 1)
    t.same(reports.length, 0, 'how often the exception handler was called')
  }),
  check('transports.close-stops-reading', 'bytes are waiting', async (t) => {
    const { transport, protocol, peer, settle } = await connect(t)
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
    t.sameItems(
      states,
      [false, true, false, false],
      'isClosing() before and after, isReading() after, and again',
    )
    t.same(protocol.received, 'before', 'what dataReceived() received')
  }),
  check('transports.close-stops-reading', 'in dataReceived(), with a full buffer', async (t) => {
    const { protocol, transport, peer, settle } = await connect(t, {
      capacity: 50,
      behaviour: { dataReceived: (made) => made.close() },
    })
    transport.write(bytes(big))
    peer.send(bytes('1'))
    await settle()
    t.attempt(() => peer.send(bytes('2')))
    await settle()
    t.same(protocol.received, '1', 'what dataReceived() received')
  }),
  check('transports.close-sends-what-was-written', 'more than the socket takes at a time', async (t) => {
    const connection = await connect(t, { capacity: 50 })
    connection.transport.write(bytes(big))
    connection.transport.close()
    await connection.settle()
    const early = t.trace.count('connectionLost')
    const { data, ended } = await drainAll(connection)
    t.same(early, 0, 'how often connectionLost() was called with bytes left')
    t.same(data.length, big.length, 'how many bytes the peer received')
    t.same(ended, true, 'whether the peer has received the end of the stream')
    t.sameItems(connection.protocol.lost, [null], 'what connectionLost() received')
  }),
  check(
    'transports.close-sends-what-was-written',
    'three pieces, each too large for the socket',
    async (t) => {
      const connection = await connect(t, { capacity: 50 })
      const pieces = ['x'.repeat(60), 'y'.repeat(70), 'z'.repeat(80)]
      for (const piece of pieces) connection.transport.write(bytes(piece))
      connection.transport.close()
      await connection.settle()
      const { data, ended } = await drainAll(connection)
      t.same(data === pieces.join(''), true, 'whether the peer received all of it')
      t.same(ended, true, 'whether the peer has received the end of the stream')
      t.times('connectionLost', 1)
    },
  ),
  check('transports.abort-drops-what-was-written', 'the peer takes nothing', async (t) => {
    const connection = await connect(t, { capacity: 50 })
    connection.transport.write(bytes(big))
    connection.transport.abort()
    await connection.settle()
    const closing = connection.transport.isClosing()
    const lost = t.trace.count('connectionLost')
    const { data } = await drainAll(connection)
    t.same(closing, true, 'isClosing()')
    t.same(lost, 1, 'how often connectionLost() was called before the peer took anything')
    t.that(
      data.length <= 50,
      'no more than the 50 bytes in transit are sent',
      `the peer received ${data.length} bytes`,
    )
  }),
  ...(
    [
      ['close', 'with nothing waiting', 'under way'],
      ['close', 'with a full buffer', big],
      ['abort', 'with nothing waiting', 'under way'],
      ['abort', 'with a full buffer', big],
    ] as const
  ).map(([method, what, data]) =>
    check('transports.socket-is-given-back-the-same-way', `${method}() ${what}`, async (t) => {
      const connection = await connect(t, { capacity: 50 })
      const { transport, sock, settle } = connection
      for (const end of ['close', 'abort'] as const) {
        const own = sock[end].bind(sock)
        sock[end] = () => {
          t.note(`${end}() of the socket`)
          own()
        }
      }
      transport.write(bytes(data))
      transport[method]()
      await drainAll(connection)
      await settle()
      const [first] = t.trace.labels().filter((label) => label.endsWith('of the socket'))
      t.times('connectionLost', 1)
      t.same(first, `${method}() of the socket`, 'how the transport gave its socket back')
    }),
  ),
  check('transports.buffer-is-empty-at-the-end', 'after abort() with a full buffer', async (t) => {
    const { transport, settle } = await connect(t, { capacity: 50 })
    transport.write(bytes(big))
    const full = transport.getWriteBufferSize()
    transport.abort()
    await settle()
    t.that(full > 0, 'bytes wait in the buffer', 'getWriteBufferSize() was 0 with 250 bytes waiting')
    t.times('connectionLost', 1)
    t.same(transport.getWriteBufferSize(), 0, 'getWriteBufferSize() after connectionLost()')
  }),
  ...(['close', 'abort'] as const).map((method) =>
    check('transports.socket-is-closed-at-the-end', `${method}()`, async (t) => {
      const { transport, sock, peer, settle } = await connect(t)
      const before = sock.closed
      transport[method]()
      await settle()
      t.times('connectionLost', 1)
      t.same(before, false, 'closed of the socket before')
      t.same(sock.closed, true, 'closed of the socket')
      t.same(drain(peer).ended, true, 'whether the peer has received the end of the stream')
    }),
  ),
  check('transports.socket-is-closed-at-the-end', 'connectionLost() throws', async (t) => {
    const error = new Error('meant by the check')
    const { loop, transport, sock, settle } = await connect(t, {
      behaviour: {
        connectionLost: () => {
          throw error
        },
      },
    })
    const reports = t.reports(loop)
    transport.close()
    await settle()
    t.sameItems(
      reports.map(({ exception }) => exception),
      [error],
      'what the exception handler received',
    )
    t.same(sock.closed, true, 'closed of the socket')
  }),
  check('transports.end-of-stream-closes', 'after some bytes', async (t) => {
    const { protocol, transport, peer, settle } = await connect(t)
    peer.send(bytes('last words'))
    peer.shutdownWrite()
    await settle()
    t.same(protocol.received, 'last words', 'what dataReceived() received')
    t.order('connectionMade', 'dataReceived', 'eofReceived', 'connectionLost')
    t.times('eofReceived', 1)
    t.same(transport.isClosing(), true, 'isClosing()')
  }),
  check('transports.true-from-eof-received-keeps-it-open', 'a response after it', async (t) => {
    const connection = await connect(t, { behaviour: { eofReceived: () => true } })
    const { transport, peer, settle } = connection
    peer.shutdownWrite()
    await settle()
    const closing = transport.isClosing()
    transport.write(bytes('answer'))
    const { data } = await drainAll(connection)
    const lost = t.trace.count('connectionLost')
    transport.close()
    await settle()
    t.same(closing, false, 'isClosing() after the end of the stream')
    t.same(data, 'answer', 'what the peer received')
    t.same(lost, 0, 'how often connectionLost() was called before close()')
    t.times('eofReceived', 1)
    t.times('connectionLost', 1)
  }),
  ...(['dataReceived', 'eofReceived'] as const).map((method) =>
    check('transports.failing-protocol-ends-the-connection', `${method}() throws`, async (t) => {
      const error = new Error('meant by the check')
      const { loop, protocol, peer, settle } = await connect(t, {
        behaviour: {
          [method]: () => {
            throw error
          },
        },
      })
      const reports = t.reports(loop)
      if (method === 'dataReceived') peer.send(bytes('1'))
      else peer.shutdownWrite()
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
  check('transports.fatal-error-leaves-the-loop', 'SystemExit in dataReceived()', async (t) => {
    const error = new SystemExit('meant by the check')
    const { loop, peer } = await connect(t, {
      behaviour: {
        dataReceived: () => {
          throw error
        },
      },
    })
    peer.send(bytes('1'))
    const outcome = await t.attemptAsync(() => t.iterations(loop))
    t.same(outcome.threw && outcome.error, error, 'what ends the run')
  }),
  check('transports.fatal-error-leaves-the-loop', 'SystemExit in pauseWriting()', async (t) => {
    const error = new SystemExit('meant by the check')
    const { loop, transport } = await connect(t, {
      capacity: 50,
      behaviour: {
        pauseWriting: () => {
          throw error
        },
      },
    })
    transport.setWriteBufferLimits(100)
    loop.callSoon(() => transport.write(bytes(big)))
    const outcome = await t.attemptAsync(() => t.iterations(loop))
    t.same(outcome.threw && outcome.error, error, 'what ends the run')
  }),
]
