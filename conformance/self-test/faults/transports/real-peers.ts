import { createSocket, type Socket } from 'node:dgram'
import { NodeEventLoop } from '../../../../reference/node.ts'
import { shield, SocketTransport, VirtualEventLoop } from '../../../../reference/index.ts'
import type { Coroutine, Protocol, StreamSocket, Transport } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'
import type { Arguments, ConnectCall, Connecting } from '../../signatures.ts'

export const takesAResetWhileItClosesForAnEnd = fault(
  'transports.reset-ends-any-state',
  'takes-a-reset-while-it-closes-for-an-end',
  {
    says: 'connectionLost() got null',
    transports: class extends SocketTransport {
      #isEnding = false

      override close(): void {
        this.#isEnding = true
        super.close()
      }

      protected override forceClose(error: unknown): void {
        super.forceClose(this.#isEnding ? null : error)
      }
    },
    profiles: ['net-real'],
  },
)

export const losesAConnectionThatEndsBeforeItReads = fault(
  'transports.real-connection-ends-in-any-callback',
  'loses-a-connection-that-ends-before-it-reads',
  {
    says: 'waiting for connectionLost()',
    transports: class extends SocketTransport {
      #reads = false

      protected override watchReading(): void {
        this.#reads = true
        super.watchReading()
      }

      override close(): void {
        if (this.#reads) super.close()
      }
    },
    profiles: ['net-real'],
  },
)

export const abortsNothingWhileItDeliversTheEnd = fault(
  'transports.real-connection-ends-in-any-callback',
  'aborts-nothing-while-it-delivers-the-end',
  {
    says: 'called in eofReceived()',
    transports: class extends SocketTransport {
      #isDelivering = false

      protected override receiveEof(): void {
        this.#isDelivering = true
        super.receiveEof()
        this.#isDelivering = false
      }

      override abort(): void {
        if (!this.#isDelivering) super.abort()
      }
    },
    profiles: ['net-real'],
  },
)

export const fillsABufferWithTheFirstBytesOnly = fault(
  'transports.real-bytes-reach-a-buffer',
  'fills-a-buffer-with-the-first-bytes-only',
  {
    says: '"dataReceived" happened',
    transports: class extends SocketTransport {
      protected override receiveInto(): void {
        const data = this.receive(1000)
        if (data !== null) this.receiveData(data)
      }
    },
    profiles: ['net-real'],
  },
)

export const closesAHalfOpenConnection = fault(
  'transports.half-open-connection-carries-on',
  'closes-a-half-open-connection',
  {
    says: 'isClosing() after the end of the stream is true',
    transports: class extends SocketTransport {
      protected override receiveEof(): void {
        super.receiveEof()
        this.close()
      }
    },
    profiles: ['net-real'],
  },
)

export const goesOnWithACancelledAttempt = fault(
  'transports.cancelled-attempt-leaves-nothing-open',
  'goes-on-with-a-cancelled-attempt',
  {
    says: 'each cancelled connection',
    loop: class extends VirtualEventLoop {
      override *createConnection<P extends Protocol>(...call: ConnectCall<P>): Connecting<P> {
        return yield* shield(this.createTask(super.createConnection(...call)))
      }
    },
    profiles: ['net-real'],
  },
)

/** As uvloop does. */
export const endsACancelledAttemptInSilence = fault(
  'transports.cancelled-attempt-loses-what-it-made',
  'ends-a-cancelled-attempt-in-silence',
  {
    says: 'got connectionLost()',
    loop: class extends VirtualEventLoop {
      #last: Transport | null = null

      override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
        return (this.#last = super.makeSocketTransport(...args))
      }

      override *createConnection<P extends Protocol>(...call: ConnectCall<P>): Connecting<P> {
        try {
          return yield* super.createConnection(...call)
        } catch (error) {
          this.#last?.setProtocol({})
          throw error
        }
      }
    },
    profiles: ['net-real'],
  },
)

export const readsIntoTheSameBytesAgain = fault(
  'transports.received-bytes-stay',
  'reads-into-the-same-bytes-again',
  {
    says: 'where the last byte of the first piece is',
    transports: class extends SocketTransport {
      readonly #memory = new Uint8Array(256 * 1024)

      protected override receiveData(data: Uint8Array): void {
        this.#memory.set(data)
        super.receiveData(this.#memory.subarray(0, data.length))
      }
    },
    profiles: ['net-real'],
  },
)

/** Each attempt has a socket of its own, which only a successful one gives back. */
export const keepsASocketForARefusedAttempt = fault(
  'transports.failed-attempts-leave-no-socket',
  'keeps-a-socket-for-a-refused-attempt',
  {
    says: '8 more files and sockets are open than before',
    loop: class extends NodeEventLoop {
      readonly #kept: Socket[] = [];

      override *connectSock(...call: Arguments<'connectSock'>): Coroutine<StreamSocket> {
        const sock = createSocket('udp4')
        this.#kept.push(sock)
        const connected = yield* super.connectSock(...call)
        this.#kept.pop()?.close()
        return connected
      }

      override close(): void {
        super.close()
        for (const sock of this.#kept.splice(0)) sock.close()
      }
    },
    profiles: ['net-real'],
  },
)
