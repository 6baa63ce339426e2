import { DatagramSocketTransport, RuntimeError, VirtualEventLoop } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import type { Coroutine, DatagramSocket, SocketAddress } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'
import { withTransport } from '../support/datagram-transports.ts'

export const losesAClosedEndpointTwice = fault(
  'datagram.close-ends-the-endpoint',
  'loses-a-closed-endpoint-twice',
  {
    says: 'the arguments of connectionLost()',
    loop: withTransport(
      class extends DatagramSocketTransport {
        override close(): void {
          const { protocol } = this
          if (this.closing && protocol !== null) this.schedule(() => protocol.connectionLost?.(null))
          else super.close()
        }
      },
    ),
    profiles: ['datagram'],
  },
)

export const callsAnAbortAnError = fault('datagram.abort-ends-the-endpoint', 'calls-an-abort-an-error', {
  says: 'the arguments of connectionLost()',
  loop: withTransport(
    class extends DatagramSocketTransport {
      override abort(): void {
        this.forceClose(new RuntimeError('The endpoint was aborted.'))
      }
    },
  ),
  profiles: ['datagram'],
})

export const keepsTheDatagramSocketAtTheEnd = fault(
  'datagram.end-gives-the-port-back',
  'keeps-the-datagram-socket-at-the-end',
  {
    says: 'the port to be free',
    loop: class extends VirtualEventLoop {
      override *openDatagramSock(...call: Arguments<'openDatagramSock'>): Coroutine<DatagramSocket> {
        const sock = yield* super.openDatagramSock(...call)
        const close = sock.close.bind(sock)
        const watch = sock.whenReadable.bind(sock)
        let isUsed = false
        sock.whenReadable = (callback) => {
          isUsed ||= callback !== null
          watch(callback)
        }
        sock.close = () => {
          if (!isUsed) close()
        }
        return sock
      }
    },
    profiles: ['datagram'],
  },
)

export const refusesSendtoAfterClose = fault(
  'datagram.sendto-after-close-is-no-error',
  'refuses-sendto-after-close',
  {
    says: 'sendto() after close()',
    loop: withTransport(
      class extends DatagramSocketTransport {
        override sendto(data: Uint8Array, addr?: SocketAddress | null): void {
          if (this.closing) throw new RuntimeError('The endpoint is closed.')
          super.sendto(data, addr)
        }
      },
    ),
    profiles: ['datagram'],
  },
)

export const keepsTheSocketOfAFailedEnd = fault(
  'datagram.end-gives-the-port-back',
  'keeps-the-socket-of-a-failed-end',
  {
    says: 'the port to be free',
    loop: withTransport(
      class extends DatagramSocketTransport {
        protected override loseConnection(error: unknown): void {
          this.protocol?.connectionLost?.(error)
          this.protocol = null
          super.loseConnection(error)
        }
      },
    ),
    profiles: ['datagram'],
  },
)

export const hearsDatagramsWhenItIsClosed = fault(
  'datagram.closed-loop-receives-nothing',
  'hears-datagrams-when-it-is-closed',
  {
    says: 'what the protocol of the closed loop heard',
    loop: withTransport(
      class extends DatagramSocketTransport {
        protected override schedule(callback: () => void): void {
          if (this.loop.isClosed()) callback()
          else super.schedule(callback)
        }
      },
    ),
    profiles: ['datagram'],
  },
)

export const leavesItsEndpointsToTheHost = fault(
  'datagram.closed-loop-leaves-the-host-alone',
  'leaves-its-endpoints-to-the-host',
  {
    says: 'A socket of the closed loop still keeps the process',
    loop: class extends NodeEventLoop {
      override close(): void {
        // It refuses to close.
        if (this.isRunning()) super.close()
        this.closed = true
        this.ready.clear()
        this.timers.clear()
      }
    },
    profiles: ['datagram'],
  },
)
