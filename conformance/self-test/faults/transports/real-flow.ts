import { SocketTransport } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import type { AddressInfo, Coroutine, StreamSocket, Transport } from '../../../../spec/index.ts'
import type { Addresses, Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

class NeverPauses extends SocketTransport {
  protected override maybePauseProtocol(): void {
    // The writer is not paused.
  }
}

export const holdsEverythingForASlowServer = fault(
  'transports.slow-server-pauses-the-writer',
  'holds-everything-for-a-slow-server',
  {
    says: 'How often pauseWriting() was called by write() is 0',
    loop: class extends NodeEventLoop {
      override makeSocketTransport(
        ...[sock, protocol, waiter, options]: Arguments<'makeSocketTransport'>
      ): Transport {
        return new NeverPauses(this, sock, protocol, waiter, options)
      }
    },
    profiles: ['net-real'],
  },
)

export const callsBackLaterThanItCould = fault(
  'transports.real-sockets-call-back',
  'calls-back-later-than-it-could',
  {
    says: 'called at once while the rest was there is false',
    loop: class extends NodeEventLoop {
      override *connectSock(info: AddressInfo, localInfos: Addresses | null = null): Coroutine<StreamSocket> {
        const sock = yield* super.connectSock(info, localInfos)
        const whenReadable = sock.whenReadable.bind(sock)
        sock.whenReadable = (callback) => queueMicrotask(() => whenReadable(callback))
        return sock
      }
    },
    profiles: ['net-real'],
  },
)
