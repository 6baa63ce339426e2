/** What a reader gives, however much it is, however it was cut into pieces, and whatever the limit is. Without a network. */
import type { Coroutine, StreamReader } from '../../../spec/index.ts'
import { check, oneOf, type Check } from '../../harness/index.ts'
import { bytes, text } from '../support/connections.ts'
import { feed, incomplete, newReader, read, readTheRest } from '../support/readers.ts'
import { labels, sizes } from '../support/sizes.ts'
import { counts, cuts, sameText, someText } from '../support/some-text.ts'
import { asText, attemptFor, runFor } from '../support/streams.ts'

/** So often a check reads at most. */
const mostReads = 16

const limits = sizes({ from: 1, to: 65_536, bridgedTo: 65_536, edges: [16, 1, 2, 1000, 16_384, 65_536] })
const beyond = oneOf<number>(
  ['is the limit', () => 0],
  ['is the limit less one', () => -1],
  ['is the limit and one', () => 1],
)
/** What ends a line, and what must come before it for a case to be of interest. */
const separators = oneOf<readonly [before: string, separator: string]>(
  ['is \\n', () => ['', '\n']],
  ['is \\r\\n', () => ['', '\r\n']],
  ['is an empty line', () => ['', '\r\n\r\n']],
  ['is --x, after another hyphen', () => ['-', '--x']],
)

type Read = (reader: StreamReader) => Coroutine<Uint8Array>

/** Each returns "abcd" and a newline, and a part of it is not enough. */
const readsOfALine = [
  ['is readexactly(5)', () => (reader) => reader.readexactly(5)],
  ['is readline()', () => (reader) => reader.readline()],
  ['is readuntil()', () => (reader) => reader.readuntil(bytes('\n'))],
] as const satisfies readonly (readonly [string, () => Read])[]
const readsOfALineOrMore = oneOf<Read>(...readsOfALine, ['is read()', () => (reader) => reader.read()])

export const streamsReadingCasesChecks: readonly Check[] = [
  check('streams.read-gives-what-is-there', 'any number of bytes, read in parts', async (t) => {
    const whole = someText(t.draw('bytes', counts()))
    const pieces = t.draw('they', cuts)(whole)
    const most = Math.max(t.draw('bytes in a part', counts({ from: 1 })), Math.ceil(whole.length / mostReads))
    const { loop, reader } = newReader(t)
    feed(loop, reader, ...pieces)
    const parts: string[] = []
    await runFor(
      t,
      loop,
      'the reads to return',
      (function* () {
        do parts.push(text(yield* reader.read(most)))
        while (parts.at(-1) !== '' && parts.length <= 2 * mostReads)
      })(),
    )
    const largest = Math.max(...parts.map(({ length }) => length))
    sameText(t, parts.join(''), whole, 'what read(n) returned in all')
    t.that(
      largest <= most,
      'no part has more than n bytes',
      `a part has ${String(largest)} of ${String(most)}`,
    )
    t.same(reader.atEof(), true, 'atEof() at the end')
  }),

  check('streams.read-everything', 'any number of bytes, and any limit', async (t) => {
    const whole = someText(t.draw('bytes', counts()))
    const pieces = t.draw('they', cuts)(whole)
    const { loop, reader } = newReader(t, { limit: t.draw('bytes of the limit', limits) })
    feed(loop, reader, ...pieces)
    sameText(t, await read(t, loop, reader.read()), whole, 'what read() returned')
  }),

  check('streams.readexactly-takes-no-less', 'beside the limit, and what follows', async (t) => {
    const limit = t.draw('bytes of the limit', limits)
    const count = limit + t.draw('n', beyond)
    const first = someText(count)
    const rest = someText(t.draw('bytes that follow', counts()))
    const pieces = t.draw('they', cuts)(first + rest)
    const { loop, reader } = newReader(t, { limit })
    feed(loop, reader, ...pieces)
    sameText(t, await read(t, loop, reader.readexactly(count)), first, 'what readexactly(n) returned')
    sameText(
      t,
      await read(t, loop, reader.readexactly(rest.length)),
      rest,
      'what the next readexactly() returned',
    )
    const outcome = await attemptFor(t, loop, 'readexactly(1) to throw', () => reader.readexactly(1))
    t.sameItems(
      incomplete(t, outcome, 'readexactly(1) at the end'),
      ['', 1],
      'partial and expected of the error',
    )
  }),

  check('streams.readexactly-takes-no-less', 'the stream ends one byte or more before', async (t) => {
    const whole = someText(t.draw('bytes', counts()))
    const missing = t.draw('missing bytes', counts({ from: 1 }))
    const pieces = t.draw('they', cuts)(whole)
    const { loop, reader } = newReader(t)
    feed(loop, reader, ...pieces)
    const count = whole.length + missing
    const outcome = await attemptFor(t, loop, 'readexactly(n) to throw', () => reader.readexactly(count))
    const [partial, expected] = incomplete(t, outcome, 'readexactly(n)')
    sameText(t, partial, whole, 'partial of the error')
    t.same(expected, count, 'expected of the error')
  }),

  check('streams.readuntil-ends-with-the-separator', 'up to the limit, and what follows', async (t) => {
    const [hyphen, separator] = t.draw('the separator', separators)
    const line = someText(t.draw('bytes before it', counts({ to: 65_535 }))) + hyphen + separator
    const rest = someText(t.draw('bytes that follow', counts()))
    const pieces = t.draw('they', cuts)(line + rest)
    const { loop, reader } = newReader(t)
    feed(loop, reader, ...pieces)
    sameText(t, await read(t, loop, reader.readuntil(bytes(separator))), line, 'what readuntil() returned')
    sameText(t, await readTheRest(t, loop, reader), rest, 'what is left')
  }),

  check('streams.long-line-is-refused', 'readuntil() of one byte more than the limit', async (t) => {
    const limit = t.draw('bytes of the limit', limits)
    const [, separator] = t.draw('the separator', separators)
    const whole = someText(limit + 1) + separator
    const pieces = t.draw('they', cuts)(whole)
    const { loop, reader } = newReader(t, { limit })
    feed(loop, reader, ...pieces)
    const outcome = await attemptFor(t, loop, 'readuntil() to throw', () =>
      reader.readuntil(bytes(separator)),
    )
    t.threw(outcome, 'LimitOverrunError', 'readuntil() of one byte more than the limit')
    sameText(t, await readTheRest(t, loop, reader), whole, 'what is left')
  }),

  check(
    'streams.long-line-is-refused',
    'lines of as many bytes as the limit, and one of one byte more',
    async (t) => {
      const limit = t.draw('bytes of the limit', limits)
      const count = t.draw('lines', sizes({ to: 3 }))
      const line = `${someText(limit)}\n`
      const { loop, reader } = newReader(t, { limit })
      // The long line comes at once: a reader that has not seen its end may drop only what it has.
      feed(loop, reader, ...Array<string>(count).fill(line), `${someText(limit + 1)}\n`, line)
      for (let index = 0; index < count; index++)
        sameText(t, await read(t, loop, reader.readline()), line, 'a line of as many bytes as the limit')
      const outcome = await attemptFor(t, loop, 'readline() to throw', () => reader.readline())
      t.threw(outcome, 'ValueError', 'readline() of one byte more than the limit')
      sameText(t, await read(t, loop, reader.readline()), line, 'the next line')
    },
  ),

  check('streams.lines-up-to-the-end', 'any number of lines', async (t) => {
    const lines = labels(t.draw('lines', sizes())).map((label) => `${label}\n`)
    const last = t.draw(
      'the last line',
      oneOf(['has an end', () => ''], ['has no end', () => 'the last one']),
    )
    const pieces = t.draw('they', cuts)(lines.join('') + last)
    const { loop, reader } = newReader(t)
    feed(loop, reader, ...pieces)
    const found: string[] = []
    await runFor(
      t,
      loop,
      'the reads to return',
      (function* () {
        do found.push(text(yield* reader.readline()))
        while (found.at(-1) !== '' && found.length <= lines.length + 1)
      })(),
    )
    t.sameItems(found, [...lines, ...(last === '' ? [] : [last]), ''], 'what readline() returned')
  }),

  check('streams.one-read-at-a-time', 'any two reads', async (t) => {
    const first = t.draw('the first read', readsOfALineOrMore)
    const second = t.draw('the second read', readsOfALineOrMore)
    const { loop, reader } = newReader(t)
    const task = loop.createTask(asText(first(reader)))
    await t.iterations(loop)
    const outcome = await attemptFor(t, loop, 'the second read to throw', () => second(reader))
    reader.feedData(bytes('abcd\n'))
    reader.feedEof()
    t.waitingFor = 'the first read to return'
    t.same(await loop.runUntilComplete(task), 'abcd\n', 'what the first read returned')
    t.threw(outcome, 'RuntimeError', 'a read while another one waits')
  }),

  check('streams.cancelled-read-loses-nothing', 'any read, after some of its bytes', async (t) => {
    const waiting = t.draw('the read', oneOf<Read>(...readsOfALine))
    const before = 'abcd\n'.slice(0, t.draw('bytes before', sizes({ to: 4, edges: [2, 0, 1, 4] })))
    const next = t.draw('the next read', readsOfALineOrMore)
    const { loop, reader } = newReader(t)
    if (before !== '') reader.feedData(bytes(before))
    const task = loop.createTask(asText(waiting(reader)))
    await t.iterations(loop)
    task.cancel()
    await t.iterations(loop)
    const isCancelled = task.cancelled()
    reader.feedData(bytes('abcd\n'.slice(before.length)))
    reader.feedEof()
    const outcome = await attemptFor(t, loop, 'the next read to return', () => next(reader))
    t.same(isCancelled, true, 'whether the read is cancelled')
    t.same(text(t.returned(outcome, 'the next read')), 'abcd\n', 'what the next read returned')
  }),
]
