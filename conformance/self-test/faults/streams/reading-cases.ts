/** Mistakes of readers that show only with some number of bytes, some limit, or some read. */
import { StreamReader } from '../../../../reference/index.ts'
import { errorKind, ValueError } from '../../../../spec/index.ts'
import type { Coroutine, EventLoop, StreamOptions } from '../../../../spec/index.ts'
import { text } from '../../../suite/support/connections.ts'
import { fault } from '../../fault.ts'

const profiles = ['streams'] as const

type Options = StreamOptions & { loop?: EventLoop | null }

/** A reader that knows its limit. */
class KnowingReader extends StreamReader {
  protected readonly limit: number

  constructor(options: Options = {}) {
    super(options)
    this.limit = options.limit ?? 65_536
  }
}

export const readsOneByteLessAtTheLimit = fault(
  'streams.readexactly-takes-no-less',
  'reads-one-byte-less-at-the-limit',
  {
    says: 'what readexactly(n) returned',
    api: {
      StreamReader: class extends KnowingReader {
        override *readexactly(count: number): Coroutine<Uint8Array> {
          const exactly = yield* super.readexactly(count)
          return count === this.limit && count > 8 ? exactly.subarray(0, -1) : exactly
        }
      },
    },
    profiles,
  },
)

export const refusesALineThatFillsTheLimit = fault(
  'streams.long-line-is-refused',
  'refuses-a-line-that-fills-the-limit',
  {
    says: 'ValueError',
    api: {
      StreamReader: class extends KnowingReader {
        override *readline(): Coroutine<Uint8Array> {
          const line = yield* super.readline()
          if (line.length > 10 && line.length > this.limit) throw new ValueError('The line is too long.')
          return line
        }
      },
    },
    profiles,
  },
)

export const forgetsTheBeginningOfASeparator = fault(
  'streams.readuntil-ends-with-the-separator',
  'forgets-the-beginning-of-a-separator',
  {
    says: 'IncompleteReadError',
    api: {
      StreamReader: class extends StreamReader {
        /** After two hyphens it begins again at the third one. */
        override *readuntil(...args: Parameters<StreamReader['readuntil']>): Coroutine<Uint8Array> {
          const found = yield* super.readuntil(...args)
          return text(found.subarray(-4)) === '---x' ? yield* super.readuntil(...args) : found
        }
      },
    },
    profiles,
  },
)

export const losesALineThatWasBegun = fault(
  'streams.cancelled-read-loses-nothing',
  'loses-a-line-that-was-begun',
  {
    says: 'The next read threw an error',
    api: {
      StreamReader: class extends StreamReader {
        #fed = 0

        override feedData(data: Uint8Array): void {
          this.#fed += data.length
          super.feedData(data)
        }

        override *readline(): Coroutine<Uint8Array> {
          try {
            return yield* super.readline()
          } catch (error) {
            if (errorKind(error) === 'CancelledError' && this.#fed > 0) yield* super.read(this.#fed)
            throw error
          }
        }
      },
    },
    profiles,
  },
)
