/** Flow control: when a protocol is told to stop writing and when to go on. */
import type { Transport } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { bytes, connect, drainAll } from '../support/connections.ts'

const filling = 'x'.repeat(50)

export const transportsFlowChecks: readonly Check[] = [
  check('transports.pause-writing-above-the-high-mark', 'at the mark, and above it', async (t) => {
    const { transport, settle } = await connect(t, { capacity: 50 })
    transport.setWriteBufferLimits(100, 20)
    transport.write(bytes(filling))
    await settle()
    const counts = [t.trace.count('pauseWriting')]
    for (const length of [100, 1, 200]) {
      transport.write(bytes('y'.repeat(length)))
      counts.push(t.trace.count('pauseWriting'))
    }
    const due = [0, 0, 1, 1]
    t.sameItems(
      counts,
      due,
      'how often pauseWriting() was called with 0, 100, 101 and 301 bytes in the buffer',
    )
  }),
  check('transports.resume-writing-at-the-low-mark', 'the peer takes byte by byte', async (t) => {
    const { transport, peer, settle } = await connect(t, { capacity: 50 })
    transport.setWriteBufferLimits(100, 20)
    transport.write(bytes(filling))
    await settle()
    transport.write(bytes('y'.repeat(101)))
    const sizes: number[] = []
    for (let left = 101; left > 15; left--) {
      peer.receive(1)
      await settle()
      if (t.trace.count('resumeWriting') > sizes.length) sizes.push(transport.getWriteBufferSize())
    }
    t.times('pauseWriting', 1)
    t.sameItems(sizes, [20], 'how much was in the buffer when resumeWriting() was called')
  }),
  check('transports.resume-writing-at-the-low-mark', 'twice', async (t) => {
    const connection = await connect(t, { capacity: 50 })
    connection.transport.setWriteBufferLimits(100, 20)
    for (let round = 0; round < 2; round++) {
      connection.transport.write(bytes('y'.repeat(300)))
      await drainAll(connection)
    }
    const calls = t.trace.labels().filter((label) => label.endsWith('Writing'))
    const due = ['pauseWriting', 'resumeWriting', 'pauseWriting', 'resumeWriting']
    t.sameItems(calls, due, 'the calls of the protocol')
  }),
  check(
    'transports.resume-writing-at-the-low-mark',
    'the marks are raised while the protocol is paused',
    async (t) => {
      const connection = await connect(t, { capacity: 50 })
      const { transport } = connection
      transport.setWriteBufferLimits(100, 20)
      transport.write(bytes('y'.repeat(300)))
      transport.setWriteBufferLimits(1000, 500)
      const { data } = await drainAll(connection)
      t.same(data.length, 300, 'how many bytes the peer received')
      t.times('pauseWriting', 1)
      t.times('resumeWriting', 1)
    },
    { hint: 'Remember that the protocol is paused until you have called resumeWriting().' },
  ),
  check(
    'transports.resume-writing-at-the-low-mark',
    'close() while the rest is sent',
    async (t) => {
      const connection = await connect(t, { capacity: 50 })
      connection.transport.setWriteBufferLimits(100, 20)
      connection.transport.write(bytes('y'.repeat(300)))
      connection.transport.close()
      const { data } = await drainAll(connection)
      t.same(data.length, 300, 'how many bytes the peer received')
      t.order('pauseWriting', 'resumeWriting', 'connectionLost')
      t.times('resumeWriting', 1)
    },
    { hint: 'Also call resumeWriting() while close() sends what is left: code may wait for it.' },
  ),
  ...(['in pauseWriting()', 'later'] as const).map((when) =>
    check('transports.aborted-connection-is-not-resumed', `abort() ${when}`, async (t) => {
      const connection = await connect(t, {
        capacity: 50,
        behaviour: when === 'later' ? {} : { pauseWriting: (transport) => transport.abort() },
      })
      const { transport, settle } = connection
      transport.setWriteBufferLimits(100, 20)
      transport.write(bytes('y'.repeat(300)))
      if (when === 'later') transport.abort()
      await settle()
      await drainAll(connection)
      t.times('pauseWriting', 1)
      t.times('connectionLost', 1)
      t.times('resumeWriting', 0)
    }),
  ),
  check('transports.failing-flow-control-is-reported', 'pauseWriting() throws', async (t) => {
    const error = new Error('meant by the check')
    const connection = await connect(t, {
      capacity: 50,
      behaviour: {
        pauseWriting: () => {
          throw error
        },
      },
    })
    const { loop, transport } = connection
    const reports = t.reports(loop)
    transport.setWriteBufferLimits(100)
    const outcome = t.attempt(() => transport.write(bytes('y'.repeat(300))))
    const { data } = await drainAll(connection)
    t.returned(outcome, 'write()')
    t.sameItems(
      reports.map(({ exception }) => exception),
      [error],
      'what the exception handler received',
    )
    t.same(data.length, 300, 'how many bytes the peer received')
    t.same(transport.isClosing(), false, 'isClosing()')
  }),
  check(
    'transports.failing-resume-writing-is-reported',
    'resumeWriting() throws, with bytes in the buffer',
    async (t) => {
      const error = new Error('meant by the check')
      const connection = await connect(t, {
        capacity: 50,
        behaviour: {
          resumeWriting: () => {
            throw error
          },
        },
      })
      const { loop, transport, protocol } = connection
      const reports = t.reports(loop)
      transport.setWriteBufferLimits(100, 80)
      transport.write(bytes('y'.repeat(300)))
      const { data } = await drainAll(connection)
      const outcome = t.attempt(() => transport.write(bytes('more')))
      const later = await drainAll(connection)
      t.times('resumeWriting', 1)
      t.sameItems(
        reports.map(({ exception }) => exception),
        [error],
        'what the exception handler received',
      )
      t.same(data.length, 300, 'how many bytes the peer received')
      t.returned(outcome, 'write() afterwards')
      t.same(later.data, 'more', 'what the peer received afterwards')
      t.sameItems(protocol.lost, [], 'what connectionLost() got')
    },
    { hint: 'Catch what resumeWriting() throws, pass it to callExceptionHandler(), and go on sending.' },
  ),
  check('transports.marks-follow-each-other', 'one of them, both, and zero', async (t) => {
    const { transport } = await connect(t)
    const returned = marksOf(transport, [
      [1000, 200],
      [0, null],
    ])
    t.sameItems(returned, [200, 1000, 0, 0], 'the low and the high mark, twice')
    const [low = -1, high, given, above = -1] = marksOf(transport, [
      [100, null],
      [null, 10],
    ])
    t.sameItems([high, given], [100, 10], 'the mark that was given alone')
    t.that(low >= 0 && low <= 100, 'the default low mark is at most the high mark', `the low mark was ${low}`)
    t.that(above >= 10, 'the default high mark is at least the low mark', `the high mark was ${above}`)
  }),
  check('transports.marks-have-defaults', 'a new transport', async (t) => {
    const { transport } = await connect(t)
    t.sameItems([...transport.getWriteBufferLimits()], [16384, 65536], 'the low and the high mark')
  }),
  check('transports.marks-have-defaults', 'one mark of two', async (t) => {
    const { transport } = await connect(t)
    const returned = marksOf(transport, [
      [100, null],
      [null, 10],
    ])
    t.sameItems(returned, [25, 100, 10, 40], 'the low and the high mark, twice')
  }),
  check('transports.wrong-marks-are-refused', 'below zero, and the wrong way round', async (t) => {
    const { transport } = await connect(t)
    transport.setWriteBufferLimits(100, 50)
    for (const [high, low] of [
      [-1, null],
      [1, 2],
      [null, -1],
    ] as const) {
      const attempt = t.attempt(() => transport.setWriteBufferLimits(high, low))
      t.threw(attempt, 'ValueError', `setWriteBufferLimits(${high}, ${low})`)
    }
    t.sameItems([...transport.getWriteBufferLimits()], [50, 100], 'the low and the high mark')
  }),
  check('transports.lower-mark-pauses-at-once', 'with bytes in the buffer', async (t) => {
    const { transport } = await connect(t, { capacity: 50 })
    transport.write(bytes('y'.repeat(300)))
    const before = t.trace.count('pauseWriting')
    transport.setWriteBufferLimits(100)
    const after = t.trace.count('pauseWriting')
    t.same(before, 0, 'how often pauseWriting() was called with the default marks')
    t.same(after, 1, 'how often it was called when setWriteBufferLimits() returned')
  }),
]

/** The low and the high mark after each pair of limits. */
function marksOf(
  transport: Transport,
  limits: readonly (readonly [number | null, number | null])[],
): number[] {
  return limits.flatMap(([high, low]) => {
    transport.setWriteBufferLimits(high, low)
    return [...transport.getWriteBufferLimits()]
  })
}
