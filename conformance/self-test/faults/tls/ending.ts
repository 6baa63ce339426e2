import type { Socket } from 'node:net'
import { Duplex, Transform } from 'node:stream'
import { SslTransport } from '../../../../reference/index.ts'
import { NodeEventLoop, NodeSocket, nodeHandshake } from '../../../../reference/node.ts'
import { errorKind, OSError, type Transport } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'
import { tlsProfiles as profiles, withTransports, type Call } from '../support/tls-loops.ts'

/** The headers of the record that ends a stream, and the length of the record: in TLS 1.3 and in TLS 1.2. */
const notices = [
  [Buffer.of(23, 3, 3, 0, 19), 24],
  [Buffer.of(21, 3, 3, 0, 26), 31],
] as const

/** Its stream ends only with such a record. `ended` is called for every other end. */
function untilNotice(raw: Socket, ended: (error: Error | null) => void): Duplex {
  if (raw.readableEnded || raw.destroyed) return raw
  let tail = Buffer.alloc(0)
  const incoming = new Transform({
    transform(data: Buffer, _encoding, done) {
      tail = Buffer.concat([tail, data]).subarray(-31)
      done(null, data)
    },
  })
  raw.pipe(incoming, { end: false })
  raw.once('end', () => {
    if (notices.some(([header, length]) => tail.subarray(-length).subarray(0, 5).equals(header)))
      incoming.end()
    else ended(null)
  })
  raw.once('error', ended)
  return Duplex.from({ readable: incoming, writable: raw })
}

class FailingTransport extends SslTransport {
  fail(error: Error): void {
    this.forceClose(error)
  }
}

export const knowsOnlyTheNoticeOfAnEnd = fault(
  'tls.truncation-ends-the-connection',
  'knows-only-the-notice-of-an-end',
  {
    says: 'connectionLost()',
    loop: class extends NodeEventLoop {
      override makeSslTransport(...call: Call): Transport {
        const [sock, protocol, context, waiter, options = {}] = call
        if (
          !(sock instanceof NodeSocket) ||
          options.serverSide !== true ||
          options.callConnectionMade === false
        )
          return super.makeSslTransport(...call)
        let refuse: ((error: Error) => void) | null = null
        const release = sock.release.bind(sock)
        const ended = (error: Error | null): void => {
          if (refuse !== null) refuse(error ?? new OSError('The peer ended the handshake.', 'ECONNRESET'))
          else if (error !== null) transport.fail(error)
        }
        Object.assign(sock, { release: () => untilNotice(release(), ended) })
        const handshake = nodeHandshake(sock, context, options)
        const noting: typeof handshake = (done) => {
          refuse = done
          return handshake((result) => {
            refuse = null
            done(result)
          })
        }
        const transport = new FailingTransport(this, sock, protocol, context, noting, waiter, options)
        return transport
      }
    },
    profiles,
  },
)

export const dropsWhatWaitsAtTheEnd = fault(
  'tls.end-of-stream-sends-what-waits',
  'drops-what-waits-at-the-end',
  {
    says: 'how many bytes the peer received',
    loop: withTransports(
      class extends SslTransport {
        protected override receiveEof(): void {
          this.buffer = []
          this.bufferSize = 0
          super.receiveEof()
        }
      },
    ),
    profiles,
  },
)

export const waitsBeforeItAborts = fault('tls.abort-does-not-wait', 'waits-before-it-aborts', {
  says: 'what connectionLost() received',
  loop: withTransports(
    class extends SslTransport {
      override abort(): void {
        if (this.bufferSize > 0) this.close()
        else super.abort()
      }
    },
  ),
  profiles,
})

export const isClosingWhenTheSocketIsClosed = fault(
  'tls.close-is-final',
  'is-closing-when-the-socket-is-closed',
  {
    says: 'isClosing() before and after close()',
    loop: withTransports(
      class extends SslTransport {
        override isClosing(): boolean {
          return this.protocol === null
        }
      },
    ),
    profiles,
  },
)

export const goesOnAfterAnError = fault(
  'tls.failing-protocol-ends-the-connection',
  'goes-on-after-an-error',
  {
    says: 'what connectionLost() received',
    loop: withTransports(
      class extends SslTransport {
        protected override fatalError(exception: unknown, message: string): void {
          this.loop.callExceptionHandler({ message, exception })
        }
      },
    ),
    profiles,
  },
)

export const takesATimeoutForAnEnd = fault('tls.shutdown-times-out', 'takes-a-timeout-for-an-end', {
  says: 'TimeoutError',
  loop: withTransports(
    class extends SslTransport {
      protected override forceClose(error: unknown): void {
        super.forceClose(errorKind(error) === 'TimeoutError' ? null : error)
      }
    },
  ),
  profiles,
})
