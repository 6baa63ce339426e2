import {
  VirtualEventLoop,
  type DatagramSocketTransport,
  type DatagramTransport,
} from '../../../../reference/index.ts'
import type { Arguments } from '../../signatures.ts'

/** A loop whose datagram transports are of this class. */
export const withTransport = (transports: typeof DatagramSocketTransport): typeof VirtualEventLoop =>
  class extends VirtualEventLoop {
    override makeDatagramTransport(...call: Arguments<'makeDatagramTransport'>): DatagramTransport {
      return new transports(this, ...call)
    }
  }
