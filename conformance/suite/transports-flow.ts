/** Flow control: when a protocol is told to stop writing and when to go on. */
import type { Transport } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { bytes, connect, drainAll } from './transports-connection.ts'

const filling = 'x'.repeat(50)

export const transportsFlowTests: readonly ClauseTest[] = [
  clauseTest('transports.pause-writing-above-the-high-mark', 'at the mark, and above it', async (check) => {
    const { transport, settle } = await connect(check, { capacity: 50 })
    transport.setWriteBufferLimits(100, 20)
    transport.write(bytes(filling))
    await settle()
    const counts = [check.trace.count('pauseWriting')]
    for (const length of [100, 1, 200]) {
      transport.write(bytes('y'.repeat(length)))
      counts.push(check.trace.count('pauseWriting'))
    }
    const due = [0, 0, 1, 1]
    check.sameMembers(
      counts,
      due,
      'how often pauseWriting() was called with 0, 100, 101 and 301 bytes in the buffer',
    )
  }),
  clauseTest('transports.resume-writing-at-the-low-mark', 'the peer takes byte by byte', async (check) => {
    const { transport, peer, settle } = await connect(check, { capacity: 50 })
    transport.setWriteBufferLimits(100, 20)
    transport.write(bytes(filling))
    await settle()
    transport.write(bytes('y'.repeat(101)))
    const sizes: number[] = []
    for (let left = 101; left > 15; left--) {
      peer.receive(1)
      await settle()
      if (check.trace.count('resumeWriting') > sizes.length) sizes.push(transport.getWriteBufferSize())
    }
    check.times('pauseWriting', 1)
    check.sameMembers(sizes, [20], 'how much was in the buffer when resumeWriting() was called')
  }),
  clauseTest('transports.resume-writing-at-the-low-mark', 'twice', async (check) => {
    const connection = await connect(check, { capacity: 50 })
    connection.transport.setWriteBufferLimits(100, 20)
    for (let round = 0; round < 2; round++) {
      connection.transport.write(bytes('y'.repeat(300)))
      await drainAll(connection)
    }
    const calls = check.trace.labels().filter((label) => label.endsWith('Writing'))
    const due = ['pauseWriting', 'resumeWriting', 'pauseWriting', 'resumeWriting']
    check.sameMembers(calls, due, 'what the protocol was told')
  }),
  clauseTest('transports.failing-flow-control-is-reported', 'pauseWriting() throws', async (check) => {
    const error = new Error('meant by the check')
    const connection = await connect(check, {
      capacity: 50,
      behaviour: {
        pauseWriting: () => {
          throw error
        },
      },
    })
    const { loop, transport } = connection
    const reports = check.reports(loop)
    transport.setWriteBufferLimits(100)
    const outcome = check.attempt(() => transport.write(bytes('y'.repeat(300))))
    const { data } = await drainAll(connection)
    check.answered(outcome, 'write()')
    check.sameMembers(
      reports.map(({ exception }) => exception),
      [error],
      'what the exception handler heard',
    )
    check.same(data.length, 300, 'how many bytes the peer got')
    check.same(transport.isClosing(), false, 'isClosing()')
  }),
  clauseTest('transports.marks-follow-each-other', 'one of them, both, and zero', async (check) => {
    const { transport } = await connect(check)
    const answers = marksOf(transport, [
      [1000, 200],
      [0, null],
    ])
    check.sameMembers(answers, [200, 1000, 0, 0], 'the low and the high mark, twice')
    const [low = -1, high, given, above = -1] = marksOf(transport, [
      [100, null],
      [null, 10],
    ])
    check.sameMembers([high, given], [100, 10], 'the mark that was given alone')
    check.that(low >= 0 && low <= 100, 'a missing low mark is no more than the high one', `it was ${low}`)
    check.that(above >= 10, 'a missing high mark is no less than the low one', `it was ${above}`)
  }),
  clauseTest('transports.marks-have-defaults', 'a new transport', async (check) => {
    const { transport } = await connect(check)
    check.sameMembers([...transport.getWriteBufferLimits()], [16384, 65536], 'the low and the high mark')
  }),
  clauseTest('transports.marks-have-defaults', 'one mark of two', async (check) => {
    const { transport } = await connect(check)
    const answers = marksOf(transport, [
      [100, null],
      [null, 10],
    ])
    check.sameMembers(answers, [25, 100, 10, 40], 'the low and the high mark, twice')
  }),
  clauseTest('transports.wrong-marks-are-refused', 'below zero, and the wrong way round', async (check) => {
    const { transport } = await connect(check)
    transport.setWriteBufferLimits(100, 50)
    for (const [high, low] of [
      [-1, null],
      [1, 2],
      [null, -1],
    ] as const) {
      const attempt = check.attempt(() => transport.setWriteBufferLimits(high, low))
      check.threw(attempt, 'ValueError', `setWriteBufferLimits(${high}, ${low})`)
    }
    check.sameMembers([...transport.getWriteBufferLimits()], [50, 100], 'the low and the high mark')
  }),
  clauseTest('transports.lower-mark-pauses-at-once', 'with bytes in the buffer', async (check) => {
    const { transport } = await connect(check, { capacity: 50 })
    transport.write(bytes('y'.repeat(300)))
    const before = check.trace.count('pauseWriting')
    transport.setWriteBufferLimits(100)
    const after = check.trace.count('pauseWriting')
    check.same(before, 0, 'how often pauseWriting() was called with the default marks')
    check.same(after, 1, 'how often it was called when setWriteBufferLimits() returned')
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
