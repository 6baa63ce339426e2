/** Mistakes that show only with some number of bytes, or in some version of the protocol. */
import { SslTransport } from '../../../../reference/index.ts'
import { fault } from '../../fault.ts'
import { tlsProfiles as profiles, withTransports } from '../support/tls-loops.ts'

/** Four records. */
const four = 65_536

export const losesTheEndAfterFourRecords = fault(
  'tls.close-sends-what-is-left',
  'loses-the-end-after-four-records',
  {
    says: 'ow many bytes the peer received',
    loop: withTransports(
      class extends SslTransport {
        override write(data: Uint8Array): void {
          super.write(data.length > four && data.length < four + 100 ? data.subarray(0, four) : data)
        }
      },
    ),
    profiles,
  },
)

export const losesAByteBetweenTwoRecords = fault(
  'tls.bytes-keep-their-order',
  'loses-a-byte-between-two-records',
  {
    says: '16,383 bytes, of which the first 16,383 are right',
    loop: withTransports(
      class extends SslTransport {
        #received = 0

        protected override receiveData(data: Uint8Array): void {
          this.#received += data.length
          super.receiveData(this.#received === 16_384 ? data.subarray(0, -1) : data)
        }
      },
    ),
    profiles,
  },
)

export const dropsWhatAPauseCutsInTwo = fault(
  'tls.pause-reading-holds-data',
  'drops-what-a-pause-cuts-in-two',
  {
    says: 'what the protocol received after it was resumed',
    loop: withTransports(
      class extends SslTransport {
        #wasPaused = false

        override pauseReading(): void {
          this.#wasPaused = true
          super.pauseReading()
        }

        /** Of what has waited, a record of full size is taken for an announcement of more. */
        protected override receiveData(data: Uint8Array): void {
          if (this.#wasPaused && data.length === 16_384) this.#wasPaused = false
          else super.receiveData(data)
        }
      },
    ),
    profiles,
  },
)
