import { SocketTransport } from '../../../../reference/index.ts'
import { isFatalError, isOsError } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const losesAnAbortedConnectionTwice = fault(
  'transports.connection-lost-comes-once',
  'loses-an-aborted-connection-twice',
  {
    says: '"connectionLost" happened',
    transports: class extends SocketTransport {
      override abort(): void {
        const { protocol } = this
        super.abort()
        this.schedule(() => protocol?.connectionLost?.(null))
      }
    },
    profiles: ['net'],
  },
)

export const losesTheConnectionInline = fault(
  'transports.connection-lost-comes-later',
  'loses-the-connection-inline',
  {
    says: '"connectionLost" came before "close() returned"',
    transports: class extends SocketTransport {
      protected override scheduleLoss(error: unknown, abort?: boolean): void {
        this.loseConnection(error, abort)
      }
    },
    profiles: ['net'],
  },
)

export const forgetsAConnectionThatEndsBeforeItReads = fault(
  'transports.close-in-connection-made-ends-the-connection',
  'forgets-a-connection-that-ends-before-it-reads',
  {
    says: '"connectionLost" never happened',
    transports: class extends SocketTransport {
      #reads = false

      protected override watchReading(): void {
        this.#reads = true
        super.watchReading()
      }

      protected override scheduleLoss(error: unknown, abort?: boolean): void {
        if (this.#reads) super.scheduleLoss(error, abort)
      }
    },
    profiles: ['net'],
  },
)

export const hidesWhyTheConnectionWasLost = fault(
  'transports.connection-lost-says-why',
  'hides-why-the-connection-was-lost',
  {
    says: 'What connectionLost() received: [null]',
    transports: class extends SocketTransport {
      protected override loseConnection(_error: unknown, abort?: boolean): void {
        super.loseConnection(null, abort)
      }
    },
    profiles: ['net'],
  },
)

export const readsBeforeItCloses = fault('transports.close-stops-reading', 'reads-before-it-closes', {
  says: "What dataReceived() received is 'beforeafter'",
  transports: class extends SocketTransport {
    override close(): void {
      const data = this.closing || this.eofSeen ? null : this.sock.receive(1000)
      if (data !== null && data.length > 0) this.receiveData(data)
      super.close()
    }
  },
  profiles: ['net'],
})

export const closesWithoutFlushing = fault(
  'transports.close-sends-what-was-written',
  'closes-without-flushing',
  {
    says: 'How often connectionLost() was called with bytes left is 1',
    transports: class extends SocketTransport {
      override close(): void {
        this.buffer = []
        this.bufferSize = 0
        super.close()
      }
    },
    profiles: ['net'],
  },
)

export const abortsPolitely = fault('transports.abort-drops-what-was-written', 'aborts-politely', {
  says: 'before the peer took anything is 0',
  transports: class extends SocketTransport {
    override abort(): void {
      if (this.closing) super.abort()
      else super.close()
    }
  },
  profiles: ['net'],
})

export const keepsTheSizeOfADroppedBuffer = fault(
  'transports.buffer-is-empty-at-the-end',
  'keeps-the-size-of-a-dropped-buffer',
  {
    says: 'after connectionLost() is 250',
    transports: class extends SocketTransport {
      #kept = 0

      protected override forceClose(error: unknown): void {
        if (!this.lost) this.#kept = this.bufferSize
        super.forceClose(error)
      }

      override getWriteBufferSize(): number {
        return this.lost ? this.#kept : super.getWriteBufferSize()
      }
    },
    profiles: ['net'],
  },
)

export const closesTheSocketAfterAProtocolThatThrows = fault(
  'transports.socket-is-closed-at-the-end',
  'closes-the-socket-after-a-protocol-that-throws',
  {
    says: 'Closed of the socket is false',
    transports: class extends SocketTransport {
      protected override loseConnection(error: unknown, abort?: boolean): void {
        this.protocol?.connectionLost?.(error)
        this.protocol = null
        super.loseConnection(error, abort)
      }
    },
    profiles: ['net'],
  },
)

export const staysOpenAfterTheEndOfTheStream = fault(
  'transports.end-of-stream-closes',
  'stays-open-after-the-end-of-the-stream',
  {
    says: '"connectionLost" never happened',
    transports: class extends SocketTransport {
      protected override receiveEof(): void {
        const { closing } = this
        this.closing = true
        super.receiveEof()
        if (!this.lost) this.closing = closing
      }
    },
    profiles: ['net'],
  },
)

export const closesAfterTheEndOfTheStream = fault(
  'transports.true-from-eof-received-keeps-it-open',
  'closes-after-the-end-of-the-stream',
  {
    says: 'isClosing() after the end of the stream is true',
    transports: class extends SocketTransport {
      protected override receiveEof(): void {
        super.receiveEof()
        this.close()
      }
    },
    profiles: ['net'],
  },
)

export const failsInSilence = fault('transports.failing-protocol-ends-the-connection', 'fails-in-silence', {
  says: 'exception handler received: []',
  transports: class extends SocketTransport {
    protected override fatalError(exception: unknown): void {
      if (isFatalError(exception)) throw exception
      this.forceClose(exception)
    }
  },
  profiles: ['net'],
})

export const closesASocketThatItShouldAbort = fault(
  'transports.socket-is-given-back-the-same-way',
  'closes-a-socket-that-it-should-abort',
  {
    says: 'how the transport gave its socket back',
    transports: class extends SocketTransport {
      protected override loseConnection(error: unknown): void {
        super.loseConnection(error, false)
      }
    },
    profiles: ['net'],
  },
)

/** Ends a connection that is closing as soon as the first piece is sent. */
export const closesAfterTheFirstPiece = fault(
  'transports.close-sends-what-was-written',
  'closes-after-the-first-piece',
  {
    says: 'whether the peer received all of it',
    transports: class extends SocketTransport {
      protected override flush(): boolean {
        const pieces = this.buffer.length
        const isOpen = super.flush()
        if (isOpen && this.closing && this.buffer.length < pieces) {
          this.buffer = []
          this.bufferSize = 0
        }
        return isOpen
      }
    },
    profiles: ['net'],
  },
)

/** What was written before close() is lost, as in cpython#115514. */
export const dropsWhatWasWrittenBeforeClose = fault(
  'transports.close-sends-what-was-written',
  'drops-what-was-written-before-close',
  {
    says: 'connectionLost() was called with bytes left',
    transports: class extends SocketTransport {
      override close(): void {
        if (this.getWriteBufferSize() > 0) this.abort()
        else super.close()
      }
    },
    profiles: ['net'],
  },
)

export const reportsABrokenConnection = fault(
  'transports.broken-connection-is-no-news',
  'reports-a-broken-connection',
  {
    says: 'how often the exception handler was called',
    transports: class extends SocketTransport {
      protected override forceClose(error: unknown): void {
        if (isOsError(error) && !this.lost) {
          const message = 'The connection is broken.'
          this.loop.callExceptionHandler({ message, exception: error, transport: this })
        }
        super.forceClose(error)
      }
    },
    profiles: ['net'],
  },
)

/** As uvloop. */
export const survivesAProgramThatEndsItself = fault(
  'transports.fatal-error-leaves-the-loop',
  'survives-a-program-that-ends-itself',
  {
    says: 'what ends the run',
    transports: class extends SocketTransport {
      protected override fatalError(exception: unknown, message: string): void {
        this.loop.callExceptionHandler({ message, exception, transport: this, protocol: this.protocol })
        this.forceClose(exception)
      }
    },
    profiles: ['net'],
  },
)
