import type { TLSSocket } from 'node:tls'
import { SslTransport } from '../../../../reference/index.ts'
import { isOsError } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'
import { inPlainText, tlsProfiles as profiles, withTransports } from '../support/tls-loops.ts'

export const servesInPlainText = fault('tls.encrypts-as-a-server', 'serves-in-plain-text', {
  says: /the peer/,
  loop: inPlainText(true),
  profiles,
})

export const losesWhatIsLeft = fault('tls.close-sends-what-is-left', 'loses-what-is-left', {
  says: 'how many bytes the peer received',
  loop: withTransports(
    class extends SslTransport {
      override close(): void {
        this.abort()
      }
    },
  ),
  profiles,
})

export const staysOpenAfterTheEnd = fault('tls.end-of-stream-closes', 'stays-open-after-the-end', {
  says: 'connectionLost()',
  loop: withTransports(
    class extends SslTransport {
      protected override receiveEof(): void {
        this.protocol?.eofReceived?.()
        this.pauseReading()
      }
    },
  ),
  profiles,
})

export const tellsNoEnd = fault('tls.end-of-stream-is-told', 'tells-no-end', {
  says: 'eofReceived',
  loop: withTransports(
    class extends SslTransport {
      protected override receiveEof(): void {
        this.close()
      }
    },
  ),
  profiles,
})

export const overlooksAReset = fault('tls.reset-is-an-error', 'overlooks-a-reset', {
  says: 'connectionLost() gets an OSError',
  loop: withTransports(
    class extends SslTransport {
      protected override forceClose(error: unknown): void {
        super.forceClose(isOsError(error) ? null : error)
      }
    },
  ),
  profiles,
})

export const promisesToHalfClose = fault('tls.cannot-be-half-closed', 'promises-to-half-close', {
  says: 'canWriteEof()',
  loop: withTransports(
    class extends SslTransport {
      override canWriteEof(): boolean {
        return true
      }
    },
  ),
  profiles,
})

export const buffersWithoutAnEnd = fault('tls.slow-peer-pauses-the-writer', 'buffers-without-an-end', {
  says: 'how often pauseWriting() was called',
  loop: withTransports(
    class extends SslTransport {
      protected override maybePauseProtocol(): void {
        // It never does.
      }
    },
  ),
  profiles,
})

export const readsWhilePaused = fault('tls.pause-reading-holds-data', 'reads-while-paused', {
  says: 'what the protocol received while it was paused',
  loop: withTransports(
    class extends SslTransport {
      override pauseReading(): void {
        // It never does.
      }
    },
  ),
  profiles,
})

export const forgetsDataBeforeTheEnd = fault(
  'tls.pause-reading-holds-the-end',
  'forgets-data-before-the-end',
  {
    says: 'what the protocol received after it was resumed',
    loop: withTransports(
      class extends SslTransport {
        override resumeReading(): void {
          const secure = this.getExtraInfo('ssl_object') as TLSSocket & { _readableState: { ended: boolean } }
          if (secure._readableState.ended) this.sock.receive(Infinity)
          super.resumeReading()
        }
      },
    ),
    profiles,
  },
)

export const keepsItsMarks = fault('tls.marks-decide-when-to-pause', 'keeps-its-marks', {
  says: 'how often pauseWriting() was called',
  loop: withTransports(
    class extends SslTransport {
      override setWriteBufferLimits(): void {
        // It does not.
      }
    },
  ),
  profiles,
})

export const decryptsWhilePaused = fault('tls.paused-reader-slows-its-peer', 'decrypts-while-paused', {
  says: 'it could send all of it',
  loop: withTransports(
    class extends SslTransport {
      #kept: Uint8Array[] = []

      override pauseReading(): void {
        super.pauseReading()
        this.#keep()
      }

      readonly #keep = (): void => {
        if (!this.paused || this.closing) return
        // The end of the stream stays in the socket.
        const secure = this.getExtraInfo('ssl_object') as TLSSocket
        let data = secure.readableEnded ? null : this.sock.receive(65_536)
        for (; data !== null && data.length > 0; data = this.sock.receive(65_536)) this.#kept.push(data)
        this.sock.whenReadable(() => this.schedule(this.#keep))
      }

      override resumeReading(): void {
        this.paused = false
        while (this.isReading() && this.#kept.length > 0) this.receiveData(this.#kept.shift() as Uint8Array)
        this.watchReading()
      }
    },
  ),
  profiles,
})
