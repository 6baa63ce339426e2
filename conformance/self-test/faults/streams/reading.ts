import { StreamReader } from '../../../../reference/index.ts'
import { IncompleteReadError, RuntimeError } from '../../../../spec/index.ts'
import type { Coroutine, EventLoop, StreamOptions } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

const profiles = ['streams'] as const
const newline = 10
const nothing = new Uint8Array(0)

export const dropsWhatItDoesNotTake = fault(
  'streams.read-gives-what-is-there',
  'drops-what-it-does-not-take',
  {
    says: 'atEof() before the end',
    api: {
      StreamReader: class extends StreamReader {
        override *read(count = -1): Coroutine<Uint8Array> {
          if (count < 1) return yield* super.read(count)
          return (yield* super.read(65_536)).subarray(0, count)
        }
      },
    },
    profiles,
  },
)

export const readsOnePiece = fault('streams.read-everything', 'reads-one-piece', {
  says: "hat read() returned is 'abcdefgh'",
  api: {
    StreamReader: class extends StreamReader {
      override *read(count = -1): Coroutine<Uint8Array> {
        return yield* super.read(count < 0 ? 65_536 : count)
      }
    },
  },
  profiles,
})

export const readsNoMoreThanThereIs = fault(
  'streams.readexactly-takes-no-less',
  'reads-no-more-than-there-is',
  {
    says: "hat readexactly(5) returned is 'ab'",
    api: {
      StreamReader: class extends StreamReader {
        override readexactly(count: number): Coroutine<Uint8Array> {
          return super.read(count)
        }
      },
    },
    profiles,
  },
)

export const cutsTheSeparatorOff = fault(
  'streams.readuntil-ends-with-the-separator',
  'cuts-the-separator-off',
  {
    says: 'what readuntil() returned',
    api: {
      StreamReader: class extends StreamReader {
        override *readuntil(...args: Parameters<StreamReader['readuntil']>): Coroutine<Uint8Array> {
          return (yield* super.readuntil(...args)).subarray(0, -1)
        }
      },
    },
    profiles,
  },
)

export const looksForTheFirstSeparator = fault(
  'streams.first-of-several-separators',
  'looks-for-the-first-separator',
  {
    says: 'IncompleteReadError',
    api: {
      StreamReader: class extends StreamReader {
        override readuntil(...[separator]: Parameters<StreamReader['readuntil']>): Coroutine<Uint8Array> {
          return super.readuntil(Array.isArray(separator) ? (separator[0] as Uint8Array) : separator)
        }
      },
    },
    profiles,
  },
)

export const takesLinesOfAnyLength = fault('streams.long-line-is-refused', 'takes-lines-of-any-length', {
  says: 'with a limit of four',
  api: {
    StreamReader: class extends StreamReader {
      constructor({ loop }: StreamOptions & { loop?: EventLoop | null } = {}) {
        super({ ...(loop === undefined ? {} : { loop }), limit: 2 ** 30 })
      }
    },
  },
  profiles,
})

export const losesTheLastLine = fault('streams.lines-up-to-the-end', 'loses-the-last-line', {
  says: 'what readline() returned',
  api: {
    StreamReader: class extends StreamReader {
      override *readline(): Coroutine<Uint8Array> {
        const line = yield* super.readline()
        return line.at(-1) === newline ? line : nothing
      }
    },
  },
  profiles,
})

export const givesASecondReaderNothing = fault(
  'streams.one-read-at-a-time',
  'gives-a-second-reader-nothing',
  {
    says: 'a read while another one waits',
    api: {
      StreamReader: class extends StreamReader {
        override *readline(): Coroutine<Uint8Array> {
          try {
            return yield* super.readline()
          } catch (error) {
            if (error instanceof RuntimeError) return nothing
            throw error
          }
        }
      },
    },
    profiles,
  },
)

export const losesWhatACancelledReadHad = fault(
  'streams.cancelled-read-loses-nothing',
  'loses-what-a-cancelled-read-had',
  {
    says: 'the next read',
    api: {
      StreamReader: class extends StreamReader {
        override *readexactly(count: number): Coroutine<Uint8Array> {
          const whole = new Uint8Array(count)
          for (let length = 0; length < count;) {
            const part = yield* super.read(count - length)
            if (part.length === 0) throw new IncompleteReadError(whole.subarray(0, length), count)
            whole.set(part, length)
            length += part.length
          }
          return whole
        }
      },
    },
    profiles,
  },
)
