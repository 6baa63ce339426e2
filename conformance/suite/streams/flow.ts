/** Flow control, in both directions. */
import { isOsError, type Coroutine } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { bytes } from '../support/connections.ts'
import { sizes } from '../support/sizes.ts'
import { acceptStream, asText, attemptFor, carryOnElsewhere, runFor } from '../support/streams.ts'

const needsPeers = { needsPeers: true } as const
/** More than a system keeps for a connection whose peer takes nothing. */
const large = 16 * 2 ** 20
/** Far more than a reader with this limit takes before it pauses: twice the limit, and what one look at the socket finds. */
const [limit, upload] = [100, 2 ** 20]

export const streamsFlowChecks: readonly Check[] = [
  check(
    'streams.slow-reader-slows-its-peer',
    'a megabyte, and nobody reads',
    async (t) => {
      const { loop, reader, writer, peer } = await acceptStream(t, { limit })
      peer.send(new Uint8Array(upload))
      await carryOnElsewhere(t, loop, () => !writer.transport.isReading())
      const isReading = writer.transport.isReading()
      await carryOnElsewhere(t, loop)
      const held = (await runFor(t, loop, 'read() to return', reader.read(upload))).length
      t.same(isReading, false, 'isReading() of the transport while nobody reads')
      t.that(held < upload, 'the reader holds a part of what was sent', 'it holds all of it')
    },
    { ...needsPeers, hint: 'Stop receiving when pauseReading() is called inside of dataReceived().' },
  ),
  check(
    'streams.paused-reader-goes-on',
    'ten times the limit, and then more',
    async (t) => {
      const { loop, reader, writer, peer } = await acceptStream(t, { limit })
      peer.send(new Uint8Array(10 * limit))
      await carryOnElsewhere(t, loop, () => !writer.transport.isReading())
      await runFor(t, loop, 'the bytes to come', reader.readexactly(10 * limit))
      peer.send(bytes('more'))
      const more = await runFor(t, loop, 'more to come', asText(reader.readexactly(4)))
      t.same(more, 'more', 'what was read after the pause')
    },
    { ...needsPeers, hint: 'Begin to receive again when resumeReading() is called.' },
  ),
  check(
    'streams.drain-waits-for-a-slow-peer',
    'the peer takes nothing, and then everything',
    async (t) => {
      const { loop, writer, peer, seen, until } = await acceptStream(t)
      peer.pause()
      writer.write(new Uint8Array(large))
      loop.createTask(drained(t, writer.drain()))
      await carryOnElsewhere(t, loop)
      const early = t.trace.count('drained')
      peer.resume()
      await until('drain() to return', () => t.trace.count('drained') > 0)
      await until('the bytes at the peer', () => seen.look().count >= large)
      t.same(early, 0, 'how often drain() had returned while the peer took nothing')
      t.same(seen.count, large, 'how many bytes the peer received')
    },
    needsPeers,
  ),
  check(
    'streams.several-tasks-drain',
    'any number of tasks and a slow peer',
    async (t) => {
      const tasks = t.draw('tasks', sizes({ from: 1, to: 17, edges: [3, 1, 17] }))
      const { loop, writer, peer, until } = await acceptStream(t)
      peer.pause()
      writer.write(new Uint8Array(large))
      for (let count = 0; count < tasks; count++) loop.createTask(drained(t, writer.drain()))
      await carryOnElsewhere(t, loop)
      const early = t.trace.count('drained')
      peer.resume()
      const draining = (): number => t.trace.count('drained') + t.trace.count('drain failed')
      await until('drain() of the tasks to end', () => draining() >= tasks)
      t.same(early, 0, 'how often drain() had returned while the peer took nothing')
      t.times('drained', tasks)
    },
    needsPeers,
  ),
  check(
    'streams.lost-connection-ends-drain',
    'the peer resets while drain() waits',
    async (t) => {
      const { loop, writer, peer, until } = await acceptStream(t)
      peer.pause()
      writer.write(new Uint8Array(large))
      const errors: unknown[] = []
      loop.createTask(drained(t, writer.drain(), errors))
      await carryOnElsewhere(t, loop)
      const early = t.trace.count('drained') + errors.length
      peer.reset()
      await until('drain() to end', () => t.trace.count('drained') + errors.length > 0)
      const later = await attemptFor(t, loop, 'drain() after the end to throw', () => writer.drain())
      t.same(early, 0, 'how often drain() had ended before the reset')
      t.times('drained', 0)
      t.that(errors.every(isOsError), 'drain() throws OSError', 'it threw another error')
      t.that(
        later.threw && isOsError(later.error),
        'drain() after the end throws OSError',
        later.threw ? 'it threw another error' : 'it returned',
      )
    },
    needsPeers,
  ),
]

/** Notes when the coroutine returns, and when it throws. */
function* drained(
  t: { note(label: string): void },
  drain: Coroutine<void>,
  errors: unknown[] = [],
): Coroutine<void> {
  try {
    yield* drain
    t.note('drained')
  } catch (error) {
    errors.push(error)
    t.note('drain failed')
  }
}
