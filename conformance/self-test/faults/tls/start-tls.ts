import { OSError } from '../../../../spec/errors.ts'
import { SslTransport } from '../../../../reference/index.ts'
import { NodeEventLoop, type NodeSocket } from '../../../../reference/node.ts'
import type { Coroutine, StartTlsOptions, SslContext, Transport } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'
import { tlsProfiles as profiles } from '../support/tls-loops.ts'

/** How a handshake begins. */
const handshakeByte = 22

export const staysInPlainText = fault('tls.start-tls-encrypts-a-connection', 'stays-in-plain-text', {
  says: 'the peer',
  loop: class extends NodeEventLoop {
    override *startTls(transport: Transport): Coroutine<Transport> {
      yield
      return transport
    }
  },
  profiles,
})

export const takesNullForAContext = fault('tls.start-tls-needs-a-context', 'takes-null-for-a-context', {
  says: 'startTls() without a context',
  loop: class extends NodeEventLoop {
    override startTls(...call: Parameters<NodeEventLoop['startTls']>): Coroutine<Transport> {
      const [transport, protocol, context, options] = call as [
        Transport,
        Parameters<NodeEventLoop['startTls']>[1],
        SslContext | null,
        StartTlsOptions?,
      ]
      const settings = context === null ? { ...options, sslHandshakeTimeout: 1 } : options
      return super.startTls(transport, protocol, context ?? {}, settings)
    }
  },
  profiles,
})

export const leavesTheConnectionOpen = fault(
  'tls.failed-start-tls-ends-the-connection',
  'leaves-the-connection-open',
  {
    says: 'the peer to see the end',
    loop: class extends NodeEventLoop {
      /** It looks at the first byte, and does not close what is not a handshake. */
      override *startTls(...call: Parameters<NodeEventLoop['startTls']>): Coroutine<Transport> {
        const [transport, , context, options] = call as [Transport, unknown, unknown, StartTlsOptions?]
        if (options?.serverSide !== true || context === null) return yield* super.startTls(...call)
        const first = this.createFuture<Uint8Array>()
        transport.setProtocol({ dataReceived: (data) => first.setResult(data) })
        const data = yield* first
        if (data[0] !== handshakeByte) throw new OSError('This is not a handshake.')
        const sock = transport.getExtraInfo('socket') as NodeSocket
        sock.release().unshift(data)
        return yield* super.startTls(...call)
      }
    },
    profiles,
  },
)

export const encryptsOnlyOnce = fault('tls.start-tls-encrypts-again', 'encrypts-only-once', {
  says: 'startTls() of a transport that encrypts already',
  loop: class extends NodeEventLoop {
    override startTls(...call: Parameters<NodeEventLoop['startTls']>): Coroutine<Transport> {
      if (call[0] instanceof SslTransport)
        throw new TypeError('startTls() of a transport that encrypts already is not supported.')
      return super.startTls(...call)
    }
  },
  profiles,
})
