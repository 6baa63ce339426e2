import { SocketTransport } from '../../../../reference/index.ts'
import { fault } from '../../fault.ts'

export const pausesWritingAtTheMark = fault(
  'transports.pause-writing-above-the-high-mark',
  'pauses-writing-at-the-mark',
  {
    says: '[0, 1, 1, 1]',
    transports: class extends SocketTransport {
      protected override maybePauseProtocol(): void {
        const high = this.highWater
        if (high > 0) this.highWater = high - 1
        super.maybePauseProtocol()
        this.highWater = high
      }
    },
    profiles: ['net'],
  },
)

export const resumesWritingWhenTheBufferIsEmpty = fault(
  'transports.resume-writing-at-the-low-mark',
  'resumes-writing-when-the-buffer-is-empty',
  {
    says: 'was called: []',
    transports: class extends SocketTransport {
      protected override maybeResumeProtocol(): void {
        if (this.bufferSize === 0) super.maybeResumeProtocol()
      }
    },
    profiles: ['net'],
  },
)

export const hidesAFailingPauseWriting = fault(
  'transports.failing-flow-control-is-reported',
  'hides-a-failing-pause-writing',
  {
    says: 'exception handler received: []',
    transports: class extends SocketTransport {
      protected override tellProtocol(method: 'pauseWriting' | 'resumeWriting'): void {
        try {
          this.protocol?.[method]?.()
        } catch {
          // The error is not reported.
        }
      }
    },
    profiles: ['net'],
  },
)

export const endsTheConnectionWhenResumeWritingFails = fault(
  'transports.failing-resume-writing-is-reported',
  'ends-the-connection-when-resume-writing-fails',
  {
    says: 'how many bytes the peer received',
    transports: class extends SocketTransport {
      protected override tellProtocol(method: 'pauseWriting' | 'resumeWriting'): void {
        if (method === 'pauseWriting') {
          super.tellProtocol(method)
          return
        }
        try {
          this.protocol?.resumeWriting?.()
        } catch (error) {
          this.fatalError(error, 'protocol.resumeWriting() failed')
        }
      }
    },
    profiles: ['net'],
  },
)

export const halvesTheHighMark = fault('transports.marks-have-defaults', 'halves-the-high-mark', {
  says: 'twice: [50, 100',
  transports: class extends SocketTransport {
    protected override setLimits(high?: number | null, low?: number | null): void {
      super.setLimits(high, low ?? (typeof high === 'number' ? Math.floor(high / 2) : null))
    }
  },
  profiles: ['net'],
})

export const putsTheHighMarkFirst = fault('transports.marks-follow-each-other', 'puts-the-high-mark-first', {
  says: 'twice: [1000, 200',
  transports: class extends SocketTransport {
    override getWriteBufferLimits(): readonly [number, number] {
      return [this.highWater, this.lowWater]
    }
  },
  profiles: ['net'],
})

export const bendsWrongMarks = fault('transports.wrong-marks-are-refused', 'bends-wrong-marks', {
  says: 'did not throw',
  transports: class extends SocketTransport {
    protected override setLimits(high?: number | null, low?: number | null): void {
      try {
        super.setLimits(high, low)
      } catch {
        super.setLimits(0, 0)
      }
    }
  },
  profiles: ['net'],
})

export const looksAtNewMarksWhenItWrites = fault(
  'transports.lower-mark-pauses-at-once',
  'looks-at-new-marks-when-it-writes',
  {
    says: 'setWriteBufferLimits() returned is 0',
    transports: class extends SocketTransport {
      override setWriteBufferLimits(high?: number | null, low?: number | null): void {
        this.setLimits(high, low)
      }
    },
    profiles: ['net'],
  },
)

/** Resumes a paused protocol when an abort empties the buffer. */
export const resumesWritingOfAnAbortedConnection = fault(
  'transports.aborted-connection-is-not-resumed',
  'resumes-writing-of-an-aborted-connection',
  {
    says: '"resumeWriting" happened once',
    transports: class extends SocketTransport {
      override abort(): void {
        super.abort()
        this.maybeResumeProtocol()
      }
    },
    profiles: ['net'],
  },
)

/** Does not tell a protocol to go on whose connection is closing. Its code may still wait for that. */
export const resumesNoWriterOfAClosingConnection = fault(
  'transports.resume-writing-at-the-low-mark',
  'resumes-no-writer-of-a-closing-connection',
  {
    says: '"resumeWriting" never happened',
    transports: class extends SocketTransport {
      protected override maybeResumeProtocol(): void {
        if (!this.closing) super.maybeResumeProtocol()
      }
    },
    profiles: ['net'],
  },
)

/** Does not tell a protocol to go on while tasks start eagerly. */
export const resumesNoWriterBesideEagerTasks = fault(
  'transports.resume-writing-at-the-low-mark',
  'resumes-no-writer-beside-eager-tasks',
  {
    says: /if tasks start eagerly|with eager tasks/,
    transports: class extends SocketTransport {
      protected override maybeResumeProtocol(): void {
        if (this.loop.getTaskFactory() === null) super.maybeResumeProtocol()
      }
    },
    profiles: ['net', 'eager'],
  },
)

/** With new marks, a protocol that was paused counts as one that was not. */
export const forgetsThePauseWithNewMarks = fault(
  'transports.resume-writing-at-the-low-mark',
  'forgets-the-pause-with-new-marks',
  {
    says: '"resumeWriting" never happened',
    transports: class extends SocketTransport {
      override setWriteBufferLimits(high?: number | null, low?: number | null): void {
        super.setWriteBufferLimits(high, low)
        if (this.bufferSize <= this.highWater) this.protocolPaused = false
      }
    },
    profiles: ['net'],
  },
)
