import { SocketTransport } from '../../../../reference/index.ts'
import { OSError, type Protocol } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

type Flow = 'pauseWriting' | 'resumeWriting'

/** Knows which method of the protocol is being called. */
class KnowsWhatItCalls extends SocketTransport {
  protected inside: keyof Protocol | null = null

  protected within(method: keyof Protocol, call: () => void): void {
    const outer = this.inside
    this.inside = method
    try {
      call()
    } finally {
      this.inside = outer
    }
  }

  protected override receiveData(data: Uint8Array): void {
    this.within('dataReceived', () => super.receiveData(data))
  }

  protected override receiveEof(): void {
    this.within('eofReceived', () => super.receiveEof())
  }

  protected override tellProtocol(method: Flow): void {
    this.within(method, () => super.tellProtocol(method))
  }

  protected override loseConnection(error: unknown, abort?: boolean): void {
    this.within('connectionLost', () => super.loseConnection(error, abort))
  }
}

export const closesNothingInsideOfPauseWriting = fault(
  'transports.close-in-a-callback-ends-the-connection',
  'closes-nothing-inside-of-pause-writing',
  {
    says: 'called in pauseWriting()',
    transports: class extends KnowsWhatItCalls {
      override close(): void {
        if (this.inside !== 'pauseWriting') super.close()
      }
    },
    profiles: ['net'],
  },
)

export const abortsNothingInsideOfDataReceived = fault(
  'transports.close-in-a-callback-ends-the-connection',
  'aborts-nothing-inside-of-data-received',
  {
    says: '"connectionLost" never happened',
    transports: class extends KnowsWhatItCalls {
      override abort(): void {
        if (this.inside !== 'dataReceived') super.abort()
      }
    },
    profiles: ['net'],
  },
)

export const endsInsideOfResumeWriting = fault(
  'transports.close-in-a-callback-ends-the-connection',
  'ends-inside-of-resume-writing',
  {
    says: 'called in resumeWriting()',
    transports: class extends KnowsWhatItCalls {
      protected override scheduleLoss(error: unknown, abort?: boolean): void {
        if (this.inside === 'resumeWriting') this.loseConnection(error, abort)
        else super.scheduleLoss(error, abort)
      }
    },
    profiles: ['net'],
  },
)

export const throwsWhatConnectionLostWrites = fault(
  'transports.calls-in-connection-lost-do-nothing',
  'throws-what-connection-lost-writes',
  {
    says: 'write() in connectionLost() returns',
    transports: class extends KnowsWhatItCalls {
      override write(data: Uint8Array): void {
        if (this.inside === 'connectionLost') throw new OSError('The socket is closed.', 'EBADF')
        super.write(data)
      }
    },
    profiles: ['net'],
  },
)

export const readsOnInConnectionLost = fault(
  'transports.calls-in-connection-lost-do-nothing',
  'reads-on-in-connection-lost',
  {
    says: 'isReading()',
    transports: class extends KnowsWhatItCalls {
      override isReading(): boolean {
        return this.inside === 'connectionLost' || super.isReading()
      }
    },
    profiles: ['net'],
  },
)

export const dropsWhatPauseWritingWrites = fault(
  'transports.write-sends-in-order',
  'drops-what-pause-writing-writes',
  {
    says: 'written in pauseWriting()',
    transports: class extends KnowsWhatItCalls {
      override write(data: Uint8Array): void {
        if (this.inside !== 'pauseWriting') super.write(data)
      }
    },
    profiles: ['net'],
  },
)

export const sendsFirstWhatResumeWritingWritesLast = fault(
  'transports.writelines-sends-all',
  'sends-first-what-resume-writing-writes-last',
  {
    says: 'written in resumeWriting()',
    transports: class extends KnowsWhatItCalls {
      override writelines(chunks: Iterable<Uint8Array>): void {
        if (this.inside === 'resumeWriting') for (const chunk of [...chunks].reverse()) this.write(chunk)
        else super.writelines(chunks)
      }
    },
    profiles: ['net'],
  },
)

export const dropsAnAnswerToTheEnd = fault(
  'transports.close-sends-what-was-written',
  'drops-an-answer-to-the-end',
  {
    says: "'a response that is longer than what the socket tak'",
    transports: class extends KnowsWhatItCalls {
      override close(): void {
        if (this.inside === 'eofReceived' && this.bufferSize > 0) this.abort()
        else super.close()
      }
    },
    profiles: ['net'],
  },
)

export const endsNoStreamInsideOfResumeWriting = fault(
  'transports.write-eof-follows-the-data',
  'ends-no-stream-inside-of-resume-writing',
  {
    says: 'called in resumeWriting()',
    transports: class extends KnowsWhatItCalls {
      override writeEof(): void {
        if (this.inside !== 'resumeWriting') super.writeEof()
      }
    },
    profiles: ['net'],
  },
)

export const readsOnAfterAPauseInsideOfDataReceived = fault(
  'transports.pause-reading-holds-data',
  'reads-on-after-a-pause-inside-of-data-received',
  {
    says: 'isReading() while reading is paused is true',
    transports: class extends KnowsWhatItCalls {
      override pauseReading(): void {
        if (this.inside !== 'dataReceived') super.pauseReading()
      }
    },
    profiles: ['net'],
  },
)

export const staysPausedInsideOfResumeWriting = fault(
  'transports.pause-reading-holds-data',
  'stays-paused-inside-of-resume-writing',
  {
    says: 'resumed in resumeWriting()',
    transports: class extends KnowsWhatItCalls {
      override resumeReading(): void {
        if (this.inside !== 'resumeWriting') super.resumeReading()
      }
    },
    profiles: ['net'],
  },
)

export const resumesTheProtocolThatItPaused = fault(
  'transports.protocol-can-be-replaced',
  'resumes-the-protocol-that-it-paused',
  {
    says: 'replaced in pauseWriting()',
    transports: class extends KnowsWhatItCalls {
      #paused: Protocol | null = null

      protected override tellProtocol(method: Flow): void {
        const { protocol } = this
        if (method === 'pauseWriting') this.#paused = protocol
        else this.protocol = this.#paused
        super.tellProtocol(method)
        if (method === 'resumeWriting') this.protocol = protocol
      }
    },
    profiles: ['net'],
  },
)

export const endsTheProtocolThatSawTheEnd = fault(
  'transports.protocol-can-be-replaced',
  'ends-the-protocol-that-saw-the-end',
  {
    says: 'replaced in eofReceived()',
    transports: class extends KnowsWhatItCalls {
      #seer: Protocol | null = null

      protected override receiveEof(): void {
        this.#seer = this.protocol
        super.receiveEof()
      }

      protected override loseConnection(error: unknown, abort?: boolean): void {
        this.protocol = this.#seer ?? this.protocol
        super.loseConnection(error, abort)
      }
    },
    profiles: ['net'],
  },
)

export const lowersTheMarkInSilenceWhileItReceives = fault(
  'transports.lower-mark-pauses-at-once',
  'lowers-the-mark-in-silence-while-it-receives',
  {
    says: 'lowered in dataReceived()',
    transports: class extends KnowsWhatItCalls {
      override setWriteBufferLimits(high?: number | null, low?: number | null): void {
        if (this.inside === 'dataReceived') this.setLimits(high, low)
        else super.setWriteBufferLimits(high, low)
      }
    },
    profiles: ['net'],
  },
)

export const pausesNobodyWhomItResumes = fault(
  'transports.lower-mark-pauses-at-once',
  'pauses-nobody-whom-it-resumes',
  {
    says: 'the calls of the protocol',
    transports: class extends KnowsWhatItCalls {
      protected override maybePauseProtocol(): void {
        if (this.inside !== 'resumeWriting') super.maybePauseProtocol()
      }
    },
    profiles: ['net'],
  },
)
