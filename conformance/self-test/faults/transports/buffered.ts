import { SocketTransport } from '../../../../reference/index.ts'
import { isFatalError, type BufferedProtocol, type Protocol } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const ignoresBuffersAltogether = fault(
  'transports.buffered-protocol-gets-its-bytes',
  'ignores-buffers-altogether',
  {
    says: '"dataReceived" happened',
    transports: class extends SocketTransport {
      protected override receiveInto(): void {
        const data = this.receive(1000)
        if (data !== null) this.receiveData(data)
      }
    },
    profiles: ['net'],
  },
)

export const appendsToTheBuffer = fault(
  'transports.buffered-protocol-gets-its-bytes',
  'appends-to-the-buffer',
  {
    says: 'What was in the buffer at each bufferUpdated()',
    transports: class extends SocketTransport {
      #last: Uint8Array | null = null
      #filled = 0

      protected override receiveInto(protocol: BufferedProtocol): void {
        const appending = Object.assign(Object.create(protocol) as BufferedProtocol, {
          getBuffer: (hint: number): Uint8Array => {
            const buffer = protocol.getBuffer(hint)
            if (buffer !== this.#last || this.#filled === buffer.length) this.#filled = 0
            this.#last = buffer
            return buffer.subarray(this.#filled)
          },
          bufferUpdated: (count: number): void => {
            this.#filled += count
            protocol.bufferUpdated(count)
          },
        })
        super.receiveInto(appending)
      }
    },
    profiles: ['net'],
  },
)

export const dropsWhatABufferHasNoRoomFor = fault(
  'transports.buffered-protocol-gets-its-bytes',
  'drops-what-a-buffer-has-no-room-for',
  {
    says: 'the buffer has a byte',
    transports: class extends SocketTransport {
      protected override receiveInto(protocol: BufferedProtocol): void {
        super.receiveInto(protocol)
        if (protocol.getBuffer(-1).length === 1) this.receive(1)
      }
    },
    profiles: ['net'],
  },
)

export const readsOnIntoABufferWhilePaused = fault(
  'transports.buffered-protocol-is-otherwise-like-others',
  'reads-on-into-a-buffer-while-paused',
  {
    says: 'What the buffer received before reading was resumed',
    transports: class extends SocketTransport {
      protected override receiveInto(protocol: BufferedProtocol): void {
        super.receiveInto(protocol)
        if (this.paused) super.receiveInto(protocol)
      }
    },
    profiles: ['net'],
  },
)

export const tellsNoBufferOfTheEnd = fault(
  'transports.buffered-protocol-is-otherwise-like-others',
  'tells-no-buffer-of-the-end',
  {
    says: '"eofReceived" never happened',
    transports: class extends SocketTransport {
      #isBuffered = false

      protected override receiveInto(protocol: BufferedProtocol): void {
        this.#isBuffered = true
        super.receiveInto(protocol)
      }

      protected override receiveEof(): void {
        if (!this.#isBuffered) {
          super.receiveEof()
          return
        }
        this.eofSeen = true
        this.close()
      }
    },
    profiles: ['net'],
  },
)

export const takesAnEmptyBufferForTheEnd = fault(
  'transports.empty-buffer-ends-the-connection',
  'takes-an-empty-buffer-for-the-end',
  {
    says: 'the empty buffer',
    transports: class extends SocketTransport {
      protected override fatalError(exception: unknown, message: string): void {
        if (String(exception).includes('empty buffer')) this.close()
        else super.fatalError(exception, message)
      }
    },
    profiles: ['net'],
  },
)

export const asksAgainAfterABufferThatFailed = fault(
  'transports.failing-buffered-protocol-ends-the-connection',
  'asks-again-after-a-buffer-that-failed',
  {
    says: 'the exception handler received',
    transports: class extends SocketTransport {
      protected override fatalError(exception: unknown, message: string): void {
        if (isFatalError(exception) || !message.includes('buffer') || String(exception).includes('empty'))
          super.fatalError(exception, message)
        else this.loop.callExceptionHandler({ message, exception, transport: this, protocol: this.protocol })
      }
    },
    profiles: ['net'],
  },
)

/** Chooses its way of receiving once. */
export const receivesAsTheFirstProtocolDid = fault(
  'transports.kinds-of-protocols-can-be-switched',
  'receives-as-the-first-protocol-did',
  {
    says: '"second dataReceived" happened once',
    transports: class extends SocketTransport {
      #shown: Protocol | null = null

      override setProtocol(protocol: Protocol): void {
        this.#shown = protocol
        super.setProtocol(
          this.protocol !== null && 'getBuffer' in this.protocol ? protocol : withoutBuffer(protocol),
        )
      }

      override getProtocol(): Protocol | null {
        return this.#shown ?? super.getProtocol()
      }
    },
    profiles: ['net'],
  },
)

function withoutBuffer(protocol: Protocol): Protocol {
  return {
    dataReceived: (data) => protocol.dataReceived?.(data),
    eofReceived: () => protocol.eofReceived?.(),
    connectionLost: (error) => protocol.connectionLost?.(error),
    pauseWriting: () => protocol.pauseWriting?.(),
    resumeWriting: () => protocol.resumeWriting?.(),
  }
}
