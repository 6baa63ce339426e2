import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { Coroutine, DatagramSocket, DatagramSocketOptions } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** A loop that opens its sockets with other options. */
const withOptions = (change: (options: DatagramSocketOptions) => DatagramSocketOptions) =>
  class extends VirtualEventLoop {
    override openDatagramSock(...[route, options]: Arguments<'openDatagramSock'>): Coroutine<DatagramSocket> {
      return super.openDatagramSock(route, change(options))
    }
  }

export const neverBroadcasts = fault('datagram.allowed-broadcast-is-sent', 'never-broadcasts', {
  says: 'what the peer received',
  loop: withOptions((options) => ({ ...options, allowBroadcast: false })),
  profiles: ['datagram'],
})

export const sharesNoPortOfDatagrams = fault(
  'datagram.reuse-port-shares-a-port',
  'shares-no-port-of-datagrams',
  {
    says: 'createDatagramEndpoint() at a port that is shared',
    loop: withOptions((options) => ({ ...options, reusePort: false })),
    profiles: ['datagram'],
  },
)
