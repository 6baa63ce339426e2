import { SslTransport } from '../../../../reference/index.ts'
import type { BufferedProtocol } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'
import { tlsProfiles as profiles, withTransports } from '../support/tls-loops.ts'

/** Shorter than a record of TLS. */
const short = 1000

export const letsShortPiecesOvertake = fault('tls.bytes-keep-their-order', 'lets-short-pieces-overtake', {
  says: 'the pieces that the peer received',
  loop: withTransports(
    class extends SslTransport {
      override write(data: Uint8Array): void {
        if (this.buffer.length === 0 || data.length > short) {
          super.write(data)
          return
        }
        this.buffer.unshift(data)
        this.bufferSize += data.length
      }
    },
  ),
  profiles,
})

export const fillsACopyOfTheBuffer = fault(
  'tls.buffered-protocol-gets-its-bytes',
  'fills-a-copy-of-the-buffer',
  {
    says: 'the pieces that the buffers received',
    loop: withTransports(
      class extends SslTransport {
        /** What comes first reaches the buffer, and the rest a copy of it. */
        protected override receiveInto(protocol: BufferedProtocol): void {
          const room = protocol.getBuffer(-1)
          const data = this.receive(room.length)
          if (data === null) return
          room.set(data.subarray(0, short))
          room.slice(short).set(data.subarray(short))
          protocol.bufferUpdated(data.length)
        }
      },
    ),
    profiles,
  },
)

export const deliversWhatIsDecrypted = fault(
  'tls.pause-in-a-callback-holds-data',
  'delivers-what-is-decrypted',
  {
    says: 'how often dataReceived() was called',
    loop: withTransports(
      class extends SslTransport {
        protected override receiveData(data: Uint8Array): void {
          for (let start = 0; start < data.length; start += short)
            super.receiveData(data.subarray(start, start + short))
        }
      },
    ),
    profiles,
  },
)

export const neverChangesItsProtocol = fault('tls.protocol-can-be-replaced', 'never-changes-its-protocol', {
  says: 'protocol',
  loop: withTransports(
    class extends SslTransport {
      override setProtocol(): void {
        // It does not.
      }
    },
  ),
  profiles,
})
