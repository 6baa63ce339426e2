/** Streams over connections, with any number of bytes, in any number of pieces, and with any limit. */
import {
  isOsError,
  type Coroutine,
  type StreamOptions,
  type StreamReader,
  type StreamWriter,
} from '../../../spec/index.ts'
import { check, oneOf, type Check, type CheckContext } from '../../harness/index.ts'
import { bytes, text } from '../support/connections.ts'
import { sizes } from '../support/sizes.ts'
import { counts, cuts, fullStop, Received, sameText, someText } from '../support/some-text.ts'
import { acceptStream, asText, attemptFor, openStream, runFor } from '../support/streams.ts'

const needsPeers = { needsPeers: true } as const

type Write = (writer: StreamWriter, pieces: readonly Uint8Array[]) => Coroutine<void>

const writes = oneOf<Write>(
  ['by write()', () => writeEach],
  ['by writelines()', () => writeLines],
  ['by write() and drain()', () => writeAndDrain],
)

function* writeEach(writer: StreamWriter, pieces: readonly Uint8Array[]): Coroutine<void> {
  for (const piece of pieces) writer.write(piece)
}

function* writeLines(writer: StreamWriter, pieces: readonly Uint8Array[]): Coroutine<void> {
  writer.writelines(pieces)
}

function* writeAndDrain(writer: StreamWriter, pieces: readonly Uint8Array[]): Coroutine<void> {
  for (const piece of pieces) {
    writer.write(piece)
    yield* writer.drain()
  }
}

type Open = (t: CheckContext, options?: StreamOptions) => ReturnType<typeof openStream>

const sides = oneOf<Open>(['that of a client', () => openStream], ['that of a server', () => acceptStream])

/** A stream on the side that the case decides. */
const drawStream = (t: CheckContext): ReturnType<typeof openStream> => t.draw('the stream is', sides)(t)

/** Writes any number of bytes in any way, and returns them. */
async function writeAny(
  t: CheckContext,
  { loop, writer }: Awaited<ReturnType<typeof openStream>>,
): Promise<string> {
  const whole = someText(t.draw('bytes', counts()))
  const pieces = t.draw('they', cuts)(whole)
  const write = t.draw('written', writes)
  await runFor(t, loop, 'the writes to return', write(writer, pieces.map(bytes)))
  return whole
}

const reads = oneOf<(reader: StreamReader) => Coroutine<Uint8Array>>(
  ['is read(100)', () => (reader) => reader.read(100)],
  ['is read()', () => (reader) => reader.read()],
  ['is readline()', () => (reader) => reader.readline()],
  ['is readuntil()', () => (reader) => reader.readuntil(bytes('\r\n'))],
  ['is readexactly(100)', () => (reader) => reader.readexactly(100)],
)

export const streamsCasesChecks: readonly Check[] = [
  ...(
    [
      ['streams.opens-a-connection', openStream],
      ['streams.serves-each-connection', acceptStream],
    ] as const
  ).map(([clause, open]) =>
    check(
      clause,
      'any number of bytes both ways',
      async (t) => {
        const ends = await open(t)
        const { loop, reader, writer, peer, until } = ends
        const sent = await writeAny(t, ends)
        writer.write(bytes(fullStop))
        const received = new Received(peer)
        await until('the bytes at the peer', () => received.look().isComplete)
        const reply = someText(t.draw('bytes of the reply', counts()))
        for (const piece of t.draw('those of the reply', cuts)(reply)) peer.send(bytes(piece))
        peer.end()
        const read = await runFor(t, loop, 'read() to return', asText(reader.read()))
        sameText(t, received.text, sent + fullStop, 'what the peer received')
        sameText(t, read, reply, 'what was read')
      },
      needsPeers,
    ),
  ),

  check(
    'streams.close-sends-everything',
    'any number of bytes, and close()',
    async (t) => {
      const ends = await drawStream(t)
      const sent = await writeAny(t, ends)
      ends.writer.close()
      const received = new Received(ends.peer)
      await ends.until('the end at the peer', () => received.look().isOver)
      sameText(t, received.text, sent, 'what the peer received')
      t.same(received.error, null, 'the error that the peer met')
    },
    needsPeers,
  ),

  check(
    'streams.write-eof-ends-writing',
    'any number of bytes, the end, and an answer',
    async (t) => {
      const ends = await drawStream(t)
      const { loop, reader, writer, peer, until } = ends
      const sent = await writeAny(t, ends)
      writer.writeEof()
      const received = new Received(peer)
      await until('the end at the peer', () => received.look().isOver)
      peer.send(bytes('answer'))
      const answer = await attemptFor(t, loop, 'readexactly(6) to return', () => reader.readexactly(6))
      sameText(t, received.text, sent, 'what the peer received')
      t.same(text(t.returned(answer, 'readexactly(6) after writeEof()')), 'answer', 'what was read')
    },
    needsPeers,
  ),

  check(
    'streams.end-of-the-peer-ends-reading',
    'any number of bytes, and the end',
    async (t) => {
      const { loop, reader, peer } = await drawStream(t)
      const sent = someText(t.draw('bytes', counts()))
      for (const piece of t.draw('they', cuts)(sent)) peer.send(bytes(piece))
      peer.end()
      const read = await runFor(t, loop, 'read() to return', asText(reader.read()))
      sameText(t, read, sent, 'what was read')
      t.same(reader.atEof(), true, 'atEof() after it')
      t.same(
        await runFor(t, loop, 'a later read to return', asText(reader.read(1))),
        '',
        'what a later read returned',
      )
    },
    needsPeers,
  ),

  check(
    'streams.paused-reader-goes-on',
    'more bytes than any limit',
    async (t) => {
      const limit = t.draw(
        'bytes of the limit',
        sizes({ from: 1, to: 65_536, bridgedTo: 65_536, edges: [100, 1, 2, 1000, 65_536] }),
      )
      const { loop, reader, peer } = await acceptStream(t, { limit })
      const sent = someText(3 * limit + t.draw('bytes more', counts()))
      peer.send(bytes(sent))
      peer.end()
      const read = await runFor(t, loop, 'the bytes to come', asText(reader.readexactly(sent.length)))
      sameText(t, read, sent, 'what was read')
      t.same(await runFor(t, loop, 'read() to return', asText(reader.read())), '', 'what was read after it')
    },
    needsPeers,
  ),

  check(
    'streams.limit-is-that-of-the-reader',
    'any limit',
    async (t) => {
      const limit = t.draw(
        'bytes of the limit',
        sizes({ from: 1, to: 65_536, bridgedTo: 65_536, edges: [100, 1, 2, 1000, 65_535] }),
      )
      const { loop, reader, peer } = await t.draw('the stream is', sides)(t, { limit })
      const line = someText(limit)
      peer.send(bytes(`${line}\n${line}+\n`))
      const first = await runFor(t, loop, 'readline() to return', asText(reader.readline()))
      const outcome = await attemptFor(t, loop, 'readline() to throw', () => reader.readline())
      sameText(t, first, `${line}\n`, 'a line of as many bytes as the limit')
      t.threw(outcome, 'ValueError', 'readline() of a line of one byte more')
    },
    needsPeers,
  ),

  check(
    'streams.reset-reaches-the-program',
    'while any read waits',
    async (t) => {
      const read = t.draw('the read', reads)
      const later = t.draw('a later read', reads)
      const { loop, reader, peer } = await openStream(t)
      const reading = loop.createTask(asText(read(reader)))
      await t.iterations(loop)
      peer.reset()
      t.waitingFor = 'the read to throw'
      const outcomes = [
        await t.attemptAsync(() => loop.runUntilComplete(reading)),
        await attemptFor(t, loop, 'a later read to throw', () => later(reader)),
      ]
      for (const [index, name] of ['the read that waits', 'a later read'].entries()) {
        const outcome = outcomes[index]
        t.that(
          outcome?.threw === true && isOsError(outcome.error),
          `${name} throws OSError`,
          outcome?.threw === true ? 'it threw another error' : 'it returned',
        )
      }
    },
    needsPeers,
  ),
]
