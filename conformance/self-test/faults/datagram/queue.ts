import { DatagramSocketTransport } from '../../../../reference/index.ts'
import type { SocketAddress } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'
import { withTransport } from '../support/datagram-transports.ts'

export const dropsWhatCannotBeSent = fault(
  'datagram.queues-what-cannot-be-sent',
  'drops-what-cannot-be-sent',
  {
    says: 'the buffer has 0 bytes',
    loop: withTransport(
      class extends DatagramSocketTransport {
        protected override send(data: Uint8Array, addr: SocketAddress | null): boolean {
          super.send(data, addr)
          return true
        }
      },
    ),
    profiles: ['net', 'datagram'],
  },
)

export const keepsTheArrayOfTheCaller = fault(
  'datagram.queued-bytes-are-a-copy',
  'keeps-the-array-of-the-caller',
  {
    says: 'what the peer received',
    loop: withTransport(
      class extends DatagramSocketTransport {
        override sendto(data: Uint8Array, addr?: SocketAddress | null): void {
          super.sendto(data, addr)
          const last = this.buffer.at(-1)
          if (last !== undefined) this.buffer.splice(-1, 1, { ...last, data })
        }
      },
    ),
    profiles: ['net', 'datagram'],
  },
)

export const neverPausesDatagrams = fault('datagram.pauses-above-the-high-limit', 'never-pauses-datagrams', {
  says: '"pauseWriting"',
  loop: withTransport(
    class extends DatagramSocketTransport {
      protected override maybePauseProtocol(): void {
        // It takes everything.
      }
    },
  ),
  profiles: ['net', 'datagram'],
})

export const neverResumesDatagrams = fault('datagram.resumes-at-the-low-limit', 'never-resumes-datagrams', {
  says: '"resumeWriting"',
  loop: withTransport(
    class extends DatagramSocketTransport {
      protected override maybeResumeProtocol(): void {
        // The protocol waits for ever.
      }
    },
  ),
  profiles: ['net', 'datagram'],
})

export const closesWithoutSending = fault('datagram.close-sends-what-is-queued', 'closes-without-sending', {
  says: 'what the peer received',
  loop: withTransport(
    class extends DatagramSocketTransport {
      override close(): void {
        this.abort()
      }
    },
  ),
  profiles: ['net', 'datagram'],
})

export const sendsBeforeItAborts = fault('datagram.abort-drops-what-is-queued', 'sends-before-it-aborts', {
  says: 'what the peer received',
  loop: withTransport(
    class extends DatagramSocketTransport {
      override abort(): void {
        this.close()
      }
    },
  ),
  profiles: ['net', 'datagram'],
})

export const letsShortDatagramsOvertake = fault(
  'datagram.queues-what-cannot-be-sent',
  'lets-short-datagrams-overtake',
  {
    says: 'what the peer received',
    loop: withTransport(
      class extends DatagramSocketTransport {
        override sendto(data: Uint8Array, addr: SocketAddress | null = null): void {
          // It asks the socket first, and not the buffer.
          const isBehind = data instanceof Uint8Array && this.buffer.length > 0 && !this.lost
          if (!isBehind || !this.send(data, addr ?? this.address)) super.sendto(data, addr)
        }
      },
    ),
    profiles: ['net', 'datagram'],
  },
)

export const throwsWhatPauseWritingThrows = fault(
  'datagram.failing-flow-control-is-reported',
  'throws-what-pause-writing-throws',
  {
    says: 'sendto() whose pauseWriting() throws',
    loop: withTransport(
      class extends DatagramSocketTransport {
        protected override tellProtocol(method: 'pauseWriting' | 'resumeWriting'): void {
          if (method === 'pauseWriting') this.protocol?.pauseWriting?.()
          else super.tellProtocol(method)
        }
      },
    ),
    profiles: ['net', 'datagram'],
  },
)

/** After an error of one datagram the rest of the queue waits for the next call of sendto(). */
export const stopsAtADatagramThatIsRefused = fault(
  'datagram.queues-what-cannot-be-sent',
  'stops-at-a-datagram-that-is-refused',
  {
    says: 'the short datagram',
    loop: withTransport(
      class extends DatagramSocketTransport {
        protected override readonly writeReady = (): void => {
          for (let next = this.buffer[0]; next !== undefined && !this.lost; next = this.buffer[0]) {
            const before = this.#refused
            if (!this.send(next.data, next.addr)) break
            this.buffer.shift()
            if (this.#refused > before) return
          }
          this.maybeResumeProtocol()
          if (this.lost) return
          if (this.buffer.length > 0) this.sock.whenWritable(this.onWritable)
          else if (this.closing) this.loseConnection(null)
        }
        #refused = 0

        protected override receiveError(error: unknown, message: string): void {
          this.#refused++
          super.receiveError(error, message)
        }
      },
    ),
    profiles: ['net', 'datagram'],
  },
)
