import { SslTransport } from '../../../../reference/index.ts'
import { NodeEventLoop, nodeHandshake } from '../../../../reference/node.ts'
import type { Transport } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'
import { tlsProfiles as profiles, withCall, type Call } from '../support/tls-loops.ts'

export const callsConnectionMadeBeforeTheHandshake = fault(
  'tls.protocol-waits-for-the-handshake',
  'calls-connection-made-before-the-handshake',
  {
    says: 'how often connectionMade() was called',
    loop: class extends NodeEventLoop {
      override makeSslTransport(...[sock, protocol, context, waiter, options]: Call): Transport {
        const early = { ...options, callConnectionMade: false }
        const transport = super.makeSslTransport(sock, protocol, context, waiter, early)
        if (options?.callConnectionMade !== false) this.callSoon(() => protocol.connectionMade?.(transport))
        return transport
      }
    },
    profiles,
  },
)

export const waitsForASilentPeer = fault('tls.silent-peer-times-out', 'waits-for-a-silent-peer', {
  says: 'createConnection() to give up',
  loop: withCall((sock, protocol, context, waiter, options) => [
    sock,
    protocol,
    context,
    waiter,
    { ...options, sslHandshakeTimeout: null },
  ]),
  profiles,
})

export const takesAFailedHandshakeForASuccess = fault(
  'tls.broken-handshake-reaches-the-caller',
  'takes-a-failed-handshake-for-a-success',
  {
    says: 'createConnection() returned',
    loop: withCall((sock, protocol, context, waiter, options) => {
      if (waiter) waiter.setException = () => waiter.setResult(undefined)
      return [sock, protocol, context, waiter, options]
    }),
    profiles,
    alsoBreaks: {
      'tls.failed-start-tls-ends-the-connection': 'startTls() has a handshake of its own.',
    },
  },
)

export const closesTheServerAfterAFailedHandshake = fault(
  'tls.broken-handshake-costs-one-connection',
  'closes-the-server-after-a-failed-handshake',
  {
    says: /ECONNREFUSED|connectionMade\(\)|does not tell where it listens/,
    loop: withCall((sock, protocol, context, waiter, options) => {
      const server = options?.server as { close?(): void } | null | undefined
      if (waiter && server) {
        const setException = waiter.setException.bind(waiter)
        waiter.setException = (error) => {
          server.close?.()
          setException(error)
        }
      }
      return [sock, protocol, context, waiter, options]
    }),
    profiles,
  },
)

export const waitsForAPeerThatHasLeft = fault(
  'tls.broken-handshake-costs-one-connection',
  'waits-for-a-peer-that-has-left',
  {
    says: 'the wrong peer to see the end',
    loop: class extends NodeEventLoop {
      override makeSslTransport(...call: Call): Transport {
        const [sock, protocol, context, waiter, options = {}] = call
        if (options.serverSide !== true || options.callConnectionMade === false)
          return super.makeSslTransport(...call)
        const handshake = nodeHandshake(sock, context, options)
        const deaf: typeof handshake = (done) =>
          handshake((result) => {
            if ((result as { code?: unknown }).code !== 'ECONNRESET') done(result)
          })
        return new SslTransport(this, sock, protocol, context, deaf, waiter, options)
      }
    },
    profiles,
  },
)

export const leavesCancelledHandshakesOpen = fault(
  'tls.cancelled-handshake-ends-the-connection',
  'leaves-cancelled-handshakes-open',
  {
    says: 'the peer to see the end',
    loop: class extends NodeEventLoop {
      override makeSslTransport(...call: Call): Transport {
        const transport = super.makeSslTransport(...call)
        const [, , , waiter] = call as [unknown, unknown, unknown, { cancelled?(): boolean } | null]
        for (const way of ['close', 'abort'] as const) {
          const end = transport[way].bind(transport)
          transport[way] = () => {
            if (waiter?.cancelled?.() !== true) end()
          }
        }
        return transport
      }
    },
    profiles,
  },
)

export const leavesEarlyCancelledHandshakesOpen = fault(
  'tls.cancelled-handshake-ends-the-connection',
  'leaves-early-cancelled-handshakes-open',
  {
    says: 'the peer to see the end',
    loop: class extends NodeEventLoop {
      override makeSslTransport(...call: Call): Transport {
        const transport = super.makeSslTransport(...call)
        const [, , , waiter] = call as [unknown, unknown, unknown, { cancelled?(): boolean } | null]
        let isEarly = true
        const wait = (left: number): void => {
          if (left === 0) isEarly = false
          else this.callSoon(wait, [left - 1])
        }
        wait(5)
        const abort = transport.abort.bind(transport)
        transport.abort = () => {
          if (!isEarly || waiter?.cancelled?.() !== true) abort()
        }
        return transport
      }
    },
    profiles,
  },
)
