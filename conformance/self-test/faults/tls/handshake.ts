import { SslTransport } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import type { Coroutine, Protocol, StreamSocket, Transport } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'
import {
  inPlainText,
  tlsProfiles as profiles,
  withCall,
  withContext,
  withTransports,
  type Call,
} from '../support/tls-loops.ts'

export const connectsInPlainText = fault('tls.encrypts-as-a-client', 'connects-in-plain-text', {
  says: 'the handshake of the peer to end',
  loop: inPlainText(false),
  profiles,
})

export const acceptsInPlainText = fault('tls.encrypts-an-accepted-socket', 'accepts-in-plain-text', {
  says: 'what the protocol received',
  loop: class extends NodeEventLoop {
    override connectAcceptedSocket<P extends Protocol>(
      factory: () => P,
      sock: StreamSocket,
    ): Coroutine<[Transport, P]> {
      return super.connectAcceptedSocket(factory, sock)
    }
  },
  profiles,
})

export const checksNoCertificate = fault('tls.wrong-certificate-is-refused', 'checks-no-certificate', {
  says: 'a connection that is not safe',
  loop: withContext((context) => ({ ...context, verify: false })),
  profiles,
})

export const checksEveryCertificate = fault(
  'tls.context-decides-what-is-checked',
  'checks-every-certificate',
  {
    says: 'no error is expected',
    loop: withContext((context) => ({ ...context, verify: true, checkHostname: true })),
    profiles,
  },
)

export const asksForAnAddress = fault('tls.server-hostname-is-asked-for', 'asks-for-an-address', {
  says: 'the host that the peer was asked for',
  loop: withCall((sock, protocol, context, waiter, options) => [
    sock,
    protocol,
    context,
    waiter,
    { ...options, serverHostname: '127.0.0.1' },
  ]),
  profiles,
})

export const offersNoApplicationProtocol = fault(
  'tls.application-protocol-is-agreed-on',
  'offers-no-application-protocol',
  {
    says: 'the protocol that was agreed on',
    loop: withContext(({ alpnProtocols: _lost, ...context }) => context),
    profiles,
  },
)

export const speaksEveryVersion = fault('tls.versions-are-those-of-the-context', 'speaks-every-version', {
  says: 'the version that the peer speaks with a context that allows no newer one',
  loop: withContext(({ minimumVersion: _oldest, maximumVersion: _newest, ...context }) => context),
  profiles,
})

export const knowsNoCertificate = fault('tls.extra-info-describes-the-encryption', 'knows-no-certificate', {
  says: "getExtraInfo('peercert')",
  loop: class extends NodeEventLoop {
    override makeSslTransport(...call: Call): Transport {
      const transport = super.makeSslTransport(...call)
      const getExtraInfo = transport.getExtraInfo.bind(transport)
      transport.getExtraInfo = (name, fallback) =>
        name === 'peercert' ? (fallback ?? null) : getExtraInfo(name, fallback)
      return transport
    }
  },
  profiles,
})

export const forgetsTheCertificateAtTheEnd = fault(
  'tls.extra-info-describes-the-encryption',
  'forgets-the-certificate-at-the-end',
  {
    says: "getExtraInfo('peercert') after connectionLost()",
    loop: withTransports(
      class extends SslTransport {
        protected override loseConnection(error: unknown, abort?: boolean): void {
          this.extra = { ...this.extra, peercert: null }
          super.loseConnection(error, abort)
        }
      },
    ),
    profiles,
  },
)
