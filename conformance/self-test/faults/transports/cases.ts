import { SocketTransport } from '../../../../reference/index.ts'
import type { Protocol } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const dropsWhatIsWrittenInConnectionMade = fault(
  'transports.write-sends-in-order',
  'drops-what-is-written-in-connection-made',
  {
    says: 'written in connectionMade()',
    transports: class extends SocketTransport {
      #isReady = false

      protected override watchReading(): void {
        this.#isReady = true
        super.watchReading()
      }

      override write(data: Uint8Array): void {
        if (this.#isReady || this.closing) super.write(data)
      }
    },
    profiles: ['net'],
  },
)

export const sendsTheStartOfTheBuffer = fault(
  'transports.write-takes-views',
  'sends-the-start-of-the-buffer',
  {
    says: 'What the peer received is',
    transports: class extends SocketTransport {
      override write(data: Uint8Array): void {
        const isView = data instanceof Uint8Array && data.byteOffset > 0
        super.write(isView ? new Uint8Array(data.buffer, 0, data.length) : data)
      }
    },
    profiles: ['net'],
  },
)

export const stopsWritelinesAtAnEmptyPiece = fault(
  'transports.writelines-sends-all',
  'stops-writelines-at-an-empty-piece',
  {
    says: 'What the peer received',
    transports: class extends SocketTransport {
      override writelines(chunks: Iterable<Uint8Array>): void {
        const all = [...chunks]
        const end = all.findIndex((chunk) => chunk.length === 0)
        super.writelines(end === -1 ? all : all.slice(0, end))
      }
    },
    profiles: ['net'],
  },
)

export const dropsWhatComesAfterAMebibyte = fault(
  'transports.write-sends-in-order',
  'drops-what-comes-after-a-mebibyte',
  {
    says: 'How many bytes the peer received is 1048576',
    transports: class extends SocketTransport {
      #written = 0

      override write(data: Uint8Array): void {
        if (this.#written >= 1 << 20) return
        super.write(data)
        this.#written += data.length
      }
    },
    profiles: ['net'],
  },
)

export const closesWithTheFirstPiece = fault(
  'transports.close-sends-what-was-written',
  'closes-with-the-first-piece',
  {
    says: 'What the peer received',
    transports: class extends SocketTransport {
      override close(): void {
        this.buffer.splice(2)
        this.bufferSize = this.buffer.reduce((sum, piece) => sum + piece.length, 0)
        super.close()
      }
    },
    profiles: ['net'],
  },
)

export const closesNothingWhileReadingIsPaused = fault(
  'transports.connection-lost-comes-once',
  'closes-nothing-while-reading-is-paused',
  {
    says: '"connectionLost" never happened',
    transports: class extends SocketTransport {
      #isWanted = false

      override close(): void {
        if (this.paused) this.#isWanted = true
        else super.close()
      }

      override resumeReading(): void {
        super.resumeReading()
        if (this.#isWanted) super.close()
      }
    },
    profiles: ['net'],
  },
)

export const forgetsAnErrorWhileAllIsPaused = fault(
  'transports.connection-lost-says-why',
  'forgets-an-error-while-all-is-paused',
  {
    says: 'writing is paused',
    transports: class extends SocketTransport {
      #isForgotten = false

      override pauseReading(): void {
        super.pauseReading()
        this.#isForgotten = this.protocolPaused
      }

      protected override forceClose(error: unknown): void {
        super.forceClose(this.#isForgotten ? null : error)
      }
    },
    profiles: ['net'],
  },
)

export const pausesAgainWhenTheMarksChange = fault(
  'transports.pause-writing-above-the-high-mark',
  'pauses-again-when-the-marks-change',
  {
    says: "['pauseWriting', 'pauseWriting'",
    transports: class extends SocketTransport {
      override setWriteBufferLimits(high?: number | null, low?: number | null): void {
        this.protocolPaused = false
        super.setWriteBufferLimits(high, low)
      }
    },
    profiles: ['net'],
  },
)

export const replacesTheProtocolAtTheNextResume = fault(
  'transports.protocol-can-be-replaced',
  'replaces-the-protocol-at-the-next-resume',
  {
    says: 'What the first protocol received',
    transports: class extends SocketTransport {
      #isReceiving = false
      #next: Protocol | null = null

      protected override receiveData(data: Uint8Array): void {
        this.#isReceiving = true
        super.receiveData(data)
        this.#isReceiving = false
      }

      override setProtocol(protocol: Protocol): void {
        if (this.#isReceiving) this.#next = protocol
        else super.setProtocol(protocol)
      }

      override resumeReading(): void {
        if (this.#next !== null) super.setProtocol(this.#next)
        super.resumeReading()
      }
    },
    profiles: ['net'],
  },
)

export const sendsThePiecesBeforeAWrongOne = fault(
  'transports.writelines-takes-only-bytes',
  'sends-the-pieces-before-a-wrong-one',
  {
    says: "'one three'",
    transports: class extends SocketTransport {
      override writelines(chunks: Iterable<Uint8Array>): void {
        super.writelines([])
        for (const chunk of chunks) super.writelines([chunk])
      }
    },
    profiles: ['net'],
  },
)

/** As many as one call of the system takes. */
export const sendsAThousandPiecesAtMost = fault(
  'transports.writelines-sends-all',
  'sends-a-thousand-pieces-at-most',
  {
    says: 'whether the peer received all of it',
    transports: class extends SocketTransport {
      override writelines(chunks: Iterable<Uint8Array>): void {
        super.writelines([...chunks].slice(0, 1024))
      }
    },
    profiles: ['net'],
  },
)

export const takesNoViewInWritelines = fault('transports.write-takes-views', 'takes-no-view-in-writelines', {
  says: 'written by writelines()',
  transports: class extends SocketTransport {
    override writelines(chunks: Iterable<Uint8Array>): void {
      super.writelines(
        [...chunks].map((chunk) => (ArrayBuffer.isView(chunk) ? new Uint8Array(chunk.buffer) : chunk)),
      )
    }
  },
  profiles: ['net'],
})
