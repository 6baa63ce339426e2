import { SslTransport } from '../../../../reference/index.ts'
import { errorKind } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'
import { tlsProfiles as profiles, withTransports } from '../support/tls-loops.ts'

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
