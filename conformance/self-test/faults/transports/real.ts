import { SocketTransport } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import { OSError, socketPair } from '../../../../spec/index.ts'
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
      try {
        return yield* super.connectSock(...args)
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'ECONNREFUSED') throw error
        return socketPair()[0]
      }
    }
  },
  profiles: ['net-real'],
})

export const hidesAllErrorsButTheLast = fault(
  'transports.one-error-says-all',
  'hides-all-errors-but-the-last',
  {
    says: 'an error whose message contains what',
    loop: class extends NodeEventLoop {
      override *createConnection<P extends Protocol>(
        ...[factory, host, port, options]: ConnectCall<P>
      ): Connecting<P> {
        try {
          return yield* super.createConnection(factory, host, port, options)
        } catch (error) {
          if (!(error instanceof OSError)) throw error
          throw new OSError(error.message.split(', ').at(-1) ?? '', (error as { code?: string }).code)
        }
      }
    },
    profiles: ['net-real'],
  },
)

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
