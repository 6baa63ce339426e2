/** How streams end. */
import { isOsError } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { bytes, text } from '../support/connections.ts'
import { acceptStream, asText, attemptFor, carryOnElsewhere, openStream, runFor } from '../support/streams.ts'

const needsPeers = { needsPeers: true } as const
const large = 16 * 2 ** 20

export const streamsEndingChecks: readonly Check[] = [
  check(
    'streams.end-of-the-peer-ends-reading',
    'a request, its end, and the answer',
    async (t) => {
      const { loop, reader, writer, peer, seen, until } = await acceptStream(t)
      peer.send(bytes('request'))
      peer.end()
      const request = await runFor(t, loop, 'read() to return', asText(reader.read()))
      const atEof = reader.atEof()
      const isClosing = writer.isClosing()
      writer.write(bytes('answer'))
      writer.close()
      await until('the end at the peer', () => seen.look().ended || seen.error !== null)
      t.same(request, 'request', 'what was read')
      t.same(atEof, true, 'atEof() after it')
      t.same(isClosing, false, 'isClosing() of the writer after the end of the peer')
      t.same(seen.received, 'answer', 'what the peer received')
    },
    needsPeers,
  ),
  check(
    'streams.write-eof-ends-writing',
    'a request, its end, and the answer',
    async (t) => {
      const { loop, reader, writer, peer, seen, until } = await openStream(t)
      writer.write(bytes('request'))
      const can = writer.canWriteEof()
      writer.writeEof()
      await until('the end at the peer', () => seen.look().ended || seen.error !== null)
      peer.send(bytes('answer'))
      const answer = await attemptFor(t, loop, 'readexactly(6) to return', () => reader.readexactly(6))
      t.same(can, true, 'canWriteEof()')
      t.same(seen.received, 'request', 'what the peer received')
      t.same(seen.error, null, 'the error that the peer met')
      t.same(text(t.returned(answer, 'readexactly(6) after writeEof()')), 'answer', 'what was read')
    },
    needsPeers,
  ),
  check(
    'streams.close-sends-everything',
    'sixteen megabytes to a peer that takes its time',
    async (t) => {
      const { loop, writer, peer, seen, until } = await acceptStream(t)
      peer.pause()
      writer.write(new Uint8Array(large))
      writer.writelines([bytes('the '), bytes('end')])
      writer.close()
      const closing = loop.createTask(
        (function* () {
          yield* writer.waitClosed()
          t.note('closed')
        })(),
      )
      await carryOnElsewhere(t, loop)
      const early = t.trace.count('closed')
      const isClosing = writer.isClosing()
      peer.resume()
      await until('the end at the peer', () => seen.look().ended || seen.error !== null)
      t.waitingFor = 'waitClosed() to return'
      await loop.runUntilComplete(closing)
      t.same(isClosing, true, 'isClosing() after close()')
      t.same(early, 0, 'how often waitClosed() had returned while the peer took nothing')
      t.same(seen.count, large + 7, 'how many bytes the peer received')
      t.times('closed', 1)
    },
    needsPeers,
  ),
  check(
    'streams.can-be-read-after-close',
    'the reader had paused its transport',
    async (t) => {
      const { loop, reader, writer, peer } = await acceptStream(t, { limit: 10 })
      peer.send(bytes('x'.repeat(100)))
      await carryOnElsewhere(t, loop, () => !writer.transport.isReading())
      writer.close()
      await runFor(t, loop, 'waitClosed() to return', writer.waitClosed())
      const some = await attemptFor(t, loop, 'read(15) to return', () => reader.read(15))
      const rest = await attemptFor(t, loop, 'read() to return', () => reader.read())
      t.same(text(t.returned(some, 'read(15) after close()')), 'x'.repeat(15), 'what read(15) returned')
      // A reader with the limit 10 pauses when it holds more than 20 bytes.
      const { length } = t.returned(rest, 'read() after close()')
      t.that(length > 5, 'read() returns the rest of what had come', `it returned ${String(length)} bytes`)
    },
    needsPeers,
  ),
  check(
    'streams.reset-reaches-the-program',
    'while a coroutine reads',
    async (t) => {
      const { loop, reader, writer, peer } = await openStream(t)
      const reading = loop.createTask(asText(reader.read(100)))
      await t.iterations(loop)
      peer.reset()
      t.waitingFor = 'the read to throw'
      const outcomes = [
        await t.attemptAsync(() => loop.runUntilComplete(reading)),
        await attemptFor(t, loop, 'a later read to throw', () => reader.read(100)),
        await attemptFor(t, loop, 'waitClosed() to throw', () => writer.waitClosed()),
      ]
      for (const [index, name] of ['the read that waits', 'a later read', 'waitClosed()'].entries()) {
        const outcome = outcomes[index]
        t.that(
          outcome?.threw === true && isOsError(outcome.error),
          `${name} throws OSError`,
          outcome?.threw === true ? 'it threw another error' : 'it returned',
        )
      }
      t.that(
        isOsError(reader.exception()),
        'exception() of the reader is the OSError',
        'it is something else',
      )
    },
    needsPeers,
  ),
]
