import { SocketTransport } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import { socketPair } from '../../../../spec/index.ts'
import type { Coroutine, Protocol, StreamSocket, Transport } from '../../../../spec/index.ts'
import type { Arguments, ConnectCall, Connecting } from '../../signatures.ts'
import { fault } from '../../fault.ts'

class CutsAnswersShort extends SocketTransport {
  protected override receiveData(data: Uint8Array): void {
    super.receiveData(data.subarray(1))
  }
}

export const cutsAnswersShort = fault('transports.talks-to-a-real-server', 'cuts-answers-short', {
  says: 'the response began with "TTP',
  loop: class extends NodeEventLoop {
    override makeSocketTransport(
      ...[sock, protocol, waiter, options]: Arguments<'makeSocketTransport'>
    ): Transport {
      return new CutsAnswersShort(this, sock, protocol, waiter, options)
    }
  },
  profiles: ['net-real'],
})

export const connectsToNobody = fault('transports.refused-connection-is-an-error', 'connects-to-nobody', {
  says: 'did not throw',
  loop: class extends NodeEventLoop {
    override *connectSock(...args: Arguments<'connectSock'>): Coroutine<StreamSocket> {
      const [info] = args
      try {
        return yield* super.connectSock(...args)
      } catch (error) {
        // A name may have addresses without a server. Only the port of this check is meant.
        if (info.address.port !== 1) throw error
        return socketPair()[0]
      }
    }
  },
  profiles: ['net-real'],
})

export const throwsOneErrorOfAll = fault('transports.all-errors-come-together', 'throws-one-error-of-all', {
  says: 'an error whose errors are one OSError',
  loop: class extends NodeEventLoop {
    override createConnection<P extends Protocol>(
      ...[factory, host, port, options]: ConnectCall<P>
    ): Connecting<P> {
      return super.createConnection(factory, host, port, { ...options, allErrors: false })
    }
  },
  profiles: ['net-real'],
})
