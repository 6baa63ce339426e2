import { SocketTransport, VirtualEventLoop } from '../../../../reference/index.ts'
import type { SettableWaiter, Transport } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'
import type { Arguments } from '../../signatures.ts'

export const truncatesWhatArrives = fault('transports.data-arrives-in-order', 'truncates-what-arrives', {
  says: 'Whether dataReceived() received all of it is false',
  transports: class extends SocketTransport {
    protected override receiveData(data: Uint8Array): void {
      super.receiveData(data.subarray(0, 30))
    }
  },
  profiles: ['net'],
})

export const sendsTheLastWriteFirst = fault('transports.write-sends-in-order', 'sends-the-last-write-first', {
  says: 'Whether they are the expected ones is false',
  transports: class extends SocketTransport {
    override write(data: Uint8Array): void {
      super.write(data)
      const last = this.buffer.length > 1 ? this.buffer.pop() : undefined
      if (last !== undefined) this.buffer.unshift(last)
    }
  },
  profiles: ['net'],
})

export const abortsTheOldestOfSixConnections = fault(
  'transports.connections-live-side-by-side',
  'aborts-the-oldest-of-six-connections',
  {
    says: 'what each protocol and its peer received',
    loop: class extends VirtualEventLoop {
      #open: Transport[] = []

      override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
        const transport = super.makeSocketTransport(...args)
        this.#open = [...this.#open.filter((one) => !one.isClosing()), transport]
        if (this.#open.length >= 6) this.#open[0]?.abort()
        return transport
      }
    },
    profiles: ['net'],
  },
)

export const defersEveryWrite = fault('transports.write-begins-at-once', 'defers-every-write', {
  says: "when write() returns is ''",
  transports: class extends SocketTransport {
    #now = false

    protected override schedule(callback: () => void): void {
      super.schedule(() => {
        this.#now = true
        try {
          callback()
        } finally {
          this.#now = false
        }
      })
    }

    protected override flush(): boolean {
      if (this.#now) return super.flush()
      this.sock.whenWritable(this.onWritable)
      return true
    }
  },
  profiles: ['net'],
})

export const writesText = fault('transports.write-takes-bytes', 'writes-text', {
  says: 'write() of string did not throw',
  transports: class extends SocketTransport {
    override write(data: Uint8Array): void {
      const value = data as unknown
      super.write(typeof value === 'string' ? Uint8Array.from(value, (letter) => letter.charCodeAt(0)) : data)
    }
  },
  profiles: ['net'],
})

export const dropsWritesAfterEof = fault('transports.write-after-eof-is-refused', 'drops-writes-after-eof', {
  says: 'write() of bytes did not throw',
  transports: class extends SocketTransport {
    override write(data: Uint8Array): void {
      if (!this.eofWritten) super.write(data)
    }
  },
  profiles: ['net'],
})

export const losesPatienceWithLateWrites = fault(
  'transports.write-after-close-is-no-error',
  'loses-patience-with-late-writes',
  {
    says: 'write() after close() threw',
    transports: class extends SocketTransport {
      #late = 0

      override write(data: Uint8Array): void {
        if (this.closing && ++this.#late >= 5) throw new Error('The transport is closed.')
        super.write(data)
      }
    },
    profiles: ['net'],
  },
)

export const emptiesTheSocketBeforeItPauses = fault(
  'transports.pause-reading-holds-data',
  'empties-the-socket-before-it-pauses',
  {
    says: "while reading was paused is 'held'",
    transports: class extends SocketTransport {
      override pauseReading(): void {
        const reading = this.isReading()
        super.pauseReading()
        const data = reading ? this.sock.receive(1000) : null
        if (data !== null && data.length > 0) this.receiveData(data)
      }
    },
    profiles: ['net'],
  },
)

export const hangsUpBeforeTheData = fault(
  'transports.write-eof-follows-the-data',
  'hangs-up-before-the-data',
  {
    says: 'how many bytes the peer received',
    transports: class extends SocketTransport {
      override writeEof(): void {
        if (this.closing || this.eofWritten) return
        this.eofWritten = true
        this.sock.shutdownWrite()
      }
    },
    profiles: ['net'],
  },
)

export const sendsTheFirstPiece = fault('transports.writelines-sends-all', 'sends-the-first-piece', {
  says: 'what the peer received',
  transports: class extends SocketTransport {
    override writelines(chunks: Iterable<Uint8Array>): void {
      super.writelines([...chunks].slice(0, 1))
    }
  },
  profiles: ['net'],
})

/** Adds lines to the buffer without a look at the high mark, as CPython 3.12.0 did. */
export const pausesNobodyForLines = fault(
  'transports.writelines-pauses-above-the-high-mark',
  'pauses-nobody-for-lines',
  {
    says: 'how often pauseWriting() was called when writelines() returned',
    transports: class extends SocketTransport {
      #inLines = false

      override writelines(chunks: Iterable<Uint8Array>): void {
        this.#inLines = true
        super.writelines(chunks)
        this.#inLines = false
      }

      protected override maybePauseProtocol(): void {
        if (!this.#inLines) super.maybePauseProtocol()
      }
    },
    profiles: ['net'],
  },
)

/** Keeps lines that come after the end, as CPython 3.13.0 did. */
export const keepsLinesThatComeTooLate = fault(
  'transports.writelines-after-close-is-no-error',
  'keeps-lines-that-come-too-late',
  {
    says: 'getWriteBufferSize() after',
    transports: class extends SocketTransport {
      override writelines(chunks: Iterable<Uint8Array>): void {
        if (!this.lost) super.writelines(chunks)
        else for (const chunk of chunks) this.bufferSize += chunk.length
      }
    },
    profiles: ['net'],
  },
)

/** One branch handles the protocol that was paused, and forgets the end of the stream. */
export const forgetsTheEndOfAPausedWriter = fault(
  'transports.write-eof-follows-the-data',
  'forgets-the-end-of-a-paused-writer',
  {
    says: 'whether the peer has received the end of the stream',
    transports: class extends SocketTransport {
      protected override maybeResumeProtocol(): void {
        const wasPaused = this.protocolPaused
        super.maybeResumeProtocol()
        if (wasPaused && !this.protocolPaused) this.eofWritten = false
      }
    },
    profiles: ['net'],
  },
)

/** Reads until the socket is empty, without a look at what the protocol has done in between. */
export const emptiesTheSocketAtEachTurn = fault(
  'transports.pause-reading-holds-data',
  'empties-the-socket-at-each-turn',
  {
    says: "until reading was resumed is 'one two'",
    transports: class extends SocketTransport {
      protected override receiveData(data: Uint8Array): void {
        const { protocol } = this
        for (let next: Uint8Array | null = data; next !== null;) {
          super.receiveData(next)
          const goesOn = !this.closing && !this.eofSeen && this.protocol === protocol
          next = goesOn ? this.receive(65_536) : null
        }
      }
    },
    profiles: ['net'],
  },
)

/** Long pieces are views of memory that the next read writes to. */
export const readsIntoTheSameMemory = fault(
  'transports.data-arrives-in-order',
  'reads-into-the-same-memory',
  {
    says: 'where the last byte of the first piece is',
    transports: class extends SocketTransport {
      readonly #memory = new Uint8Array(65_536)

      protected override receiveData(data: Uint8Array): void {
        if (data.length < 16_384 || data.length > this.#memory.length) {
          super.receiveData(data)
          return
        }
        this.#memory.set(data)
        super.receiveData(this.#memory.subarray(0, data.length))
      }
    },
    profiles: ['net'],
  },
)

export const pausesNothingInsideOfConnectionMade = fault(
  'transports.pause-in-connection-made-holds-data',
  'pauses-nothing-inside-of-connection-made',
  {
    says: 'while reading was paused',
    transports: class extends SocketTransport {
      #isMade = false

      protected override begin(waiter?: SettableWaiter | null): void {
        super.begin(waiter)
        this.loop.callSoon(() => (this.#isMade = true))
      }

      override pauseReading(): void {
        if (this.#isMade) super.pauseReading()
      }
    },
    profiles: ['net'],
  },
)
