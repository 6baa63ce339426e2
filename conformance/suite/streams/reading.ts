/** What a reader gives to the coroutine that reads. Without a network: the check is the protocol. */
import type { LimitOverrunError } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { bytes, text } from '../support/connections.ts'
import { feed, incomplete, newReader, read } from '../support/readers.ts'
import { asText, attemptFor, runFor } from '../support/streams.ts'

export const streamsReadingChecks: readonly Check[] = [
  check('streams.read-gives-what-is-there', 'two pieces, read in three parts', async (t) => {
    const { loop, reader } = newReader(t)
    feed(loop, reader, 'abcde', 'f')
    t.same(await read(t, loop, reader.read(0)), '', 'what read(0) returned')
    t.same(await read(t, loop, reader.read(3)), 'abc', 'what the first read(3) returned')
    t.same(reader.atEof(), false, 'atEof() before the end')
    t.same(
      (await read(t, loop, reader.read(1))) + (await read(t, loop, reader.read(1))),
      'de',
      'what two times read(1) returned',
    )
    t.same(await read(t, loop, reader.read(100)), 'f', 'what read(100) returned')
    t.same(await read(t, loop, reader.read(100)), '', 'what read(100) returned at the end')
    t.same(reader.atEof(), true, 'atEof() at the end')
  }),
  check('streams.read-everything', 'more than the limit, in pieces', async (t) => {
    const { loop, reader } = newReader(t, { limit: 4 })
    feed(loop, reader, 'abcdefgh', 'ij', 'klmnopqrst')
    t.same(await read(t, loop, reader.read()), 'abcdefghijklmnopqrst', 'what read() returned')
    t.same(await read(t, loop, reader.read()), '', 'what read() returned at the end')
  }),
  check('streams.readexactly-takes-no-less', 'cut into other pieces, and beyond the limit', async (t) => {
    const { loop, reader } = newReader(t, { limit: 2 })
    feed(loop, reader, 'ab', 'cdefg', 'h')
    t.same(await read(t, loop, reader.readexactly(5)), 'abcde', 'what readexactly(5) returned')
    t.same(await read(t, loop, reader.readexactly(0)), '', 'what readexactly(0) returned')
    t.same(await read(t, loop, reader.readexactly(3)), 'fgh', 'what readexactly(3) returned')
  }),
  check('streams.readexactly-takes-no-less', 'the stream ends before', async (t) => {
    const { loop, reader } = newReader(t)
    feed(loop, reader, 'ab', 'c')
    const outcome = await attemptFor(t, loop, 'readexactly(5) to throw', () => reader.readexactly(5))
    t.sameItems(incomplete(t, outcome, 'readexactly(5)'), ['abc', 5], 'partial and expected of the error')
    t.same(await read(t, loop, reader.read()), '', 'what is left')
  }),
  check('streams.readuntil-ends-with-the-separator', 'a separator in two pieces', async (t) => {
    const { loop, reader } = newReader(t)
    feed(loop, reader, 'GET /\r', '\n\r', '\nbody')
    const head = await read(t, loop, reader.readuntil(bytes('\r\n\r\n')))
    t.same(head, 'GET /\r\n\r\n', 'what readuntil() returned')
    t.same(await read(t, loop, reader.read()), 'body', 'what is left')
  }),
  check('streams.readuntil-ends-with-the-separator', 'the stream ends before', async (t) => {
    const { loop, reader } = newReader(t)
    feed(loop, reader, 'ab', 'c\r')
    const outcome = await attemptFor(t, loop, 'readuntil() to throw', () => reader.readuntil(bytes('\r\n')))
    t.sameItems(incomplete(t, outcome, 'readuntil()'), ['abc\r', null], 'partial and expected of the error')
  }),
  check('streams.readuntil-ends-with-the-separator', 'an empty separator is refused', async (t) => {
    const { loop, reader } = newReader(t)
    feed(loop, reader, 'ab')
    const outcome = await attemptFor(t, loop, 'readuntil() to throw', () => reader.readuntil(bytes('')))
    t.threw(outcome, 'ValueError', 'readuntil() with an empty separator')
    t.same(await read(t, loop, reader.read()), 'ab', 'what is left')
  }),
  check('streams.first-of-several-separators', 'a short one behind, and one inside of another', async (t) => {
    const { loop, reader } = newReader(t)
    feed(loop, reader, 'a\r\nb\nc\r', '\n')
    const lines: string[] = []
    for (let count = 0; count < 3; count++)
      lines.push(await read(t, loop, reader.readuntil([bytes('\r\n'), bytes('\n')])))
    t.sameItems(lines, ['a\r\n', 'b\n', 'c\r\n'], 'what readuntil() returned')
  }),
  check('streams.long-line-is-refused', 'readuntil() keeps it', async (t) => {
    const { loop, reader } = newReader(t, { limit: 4 })
    feed(loop, reader, 'abcdefgh', '\nxy\n')
    const outcome = await attemptFor(t, loop, 'readuntil() to throw', () => reader.readuntil(bytes('\n')))
    t.threw(outcome, 'LimitOverrunError', 'readuntil() of nine bytes with a limit of four')
    const { consumed } = (outcome as { error: unknown }).error as LimitOverrunError
    t.same(consumed, 8, 'consumed of the error')
    t.same(await read(t, loop, reader.readexactly(9)), 'abcdefgh\n', 'what is left of the line')
    t.same(await read(t, loop, reader.readuntil(bytes('\n'))), 'xy\n', 'the next line')
  }),
  check('streams.long-line-is-refused', 'readline() drops it', async (t) => {
    const { loop, reader } = newReader(t, { limit: 4 })
    feed(loop, reader, 'abcdefgh\nxy\n')
    const outcome = await attemptFor(t, loop, 'readline() to throw', () => reader.readline())
    t.threw(outcome, 'ValueError', 'readline() of a line of eight bytes with a limit of four')
    t.same(await read(t, loop, reader.readline()), 'xy\n', 'the next line')
  }),
  check('streams.lines-up-to-the-end', 'the last line has no end', async (t) => {
    const { loop, reader } = newReader(t)
    feed(loop, reader, 'one\ntw', 'o\n\nthree')
    const lines: string[] = []
    for (let count = 0; count < 5; count++) lines.push(await read(t, loop, reader.readline()))
    t.sameItems(lines, ['one\n', 'two\n', '\n', 'three', ''], 'what readline() returned')
  }),
  check('streams.lines-up-to-the-end', 'an iteration', async (t) => {
    const { loop, reader } = newReader(t)
    feed(loop, reader, 'one\ntw', 'o\nthree')
    const lines: (string | null)[] = []
    do {
      const line = await runFor(t, loop, 'anext() to return', reader.anext())
      lines.push(line === null ? null : text(line))
    } while (lines.at(-1) !== null && lines.length < 10)
    t.sameItems(lines, ['one\n', 'two\n', 'three', null], 'what the iteration gave')
  }),
  check('streams.one-read-at-a-time', 'two tasks', async (t) => {
    const { loop, reader } = newReader(t)
    const first = loop.createTask(asText(reader.read(10)))
    await t.iterations(loop)
    const second = await attemptFor(t, loop, 'the second read to throw', () => reader.readline())
    reader.feedData(bytes('abc'))
    t.waitingFor = 'the first read to return'
    t.same(await loop.runUntilComplete(first), 'abc', 'what the first task read')
    t.threw(second, 'RuntimeError', 'a read while another one waits')
  }),
  check('streams.cancelled-read-loses-nothing', 'before and after it', async (t) => {
    const { loop, reader } = newReader(t)
    reader.feedData(bytes('ab'))
    const task = loop.createTask(asText(reader.readexactly(4)))
    await t.iterations(loop)
    reader.feedData(bytes('c'))
    task.cancel()
    await t.iterations(loop)
    t.same(task.cancelled(), true, 'whether the read is cancelled')
    reader.feedData(bytes('d'))
    reader.feedEof()
    const next = await attemptFor(t, loop, 'the next read to return', () => reader.readexactly(4))
    t.same(text(t.returned(next, 'the next read')), 'abcd', 'what the next read returned')
  }),
]
