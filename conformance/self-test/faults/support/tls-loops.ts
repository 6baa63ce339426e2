/** Loops that change what the hook `makeSslTransport` gets. They run on Node, because only that has TLS. */
import type { SslTransport } from '../../../../reference/index.ts'
import { NodeEventLoop, nodeHandshake } from '../../../../reference/node.ts'
import type { SslContext, Transport } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'

export type Call = Arguments<'makeSslTransport'>

/** A loop that changes what the hook gets. */
export function withCall(change: (...call: Call) => Call): typeof NodeEventLoop {
  return class extends NodeEventLoop {
    override makeSslTransport(...call: Call): Transport {
      return super.makeSslTransport(...change(...call))
    }
  }
}

export const withContext = (change: (context: SslContext) => SslContext): typeof NodeEventLoop =>
  withCall((sock, protocol, context, ...rest) => [sock, protocol, change(context), ...rest])

/** A loop whose encrypting transports are of this class. */
export function withTransports(Transports: typeof SslTransport): typeof NodeEventLoop {
  return class extends NodeEventLoop {
    override makeSslTransport(...[sock, protocol, context, waiter, options = {}]: Call): Transport {
      const handshake = nodeHandshake(sock, context, options)
      return new Transports(this, sock, protocol, context, handshake, waiter, options)
    }
  }
}

/** What the faults of this area claim. */
export const tlsProfiles = ['server', 'tls'] as const

/** A loop that does not encrypt at this end. */
export function inPlainText(serverSide: boolean): typeof NodeEventLoop {
  return class extends NodeEventLoop {
    override makeSslTransport(...call: Call): Transport {
      const [sock, protocol, , waiter, options] = call
      if ((options?.serverSide ?? false) !== serverSide || options?.callConnectionMade === false)
        return super.makeSslTransport(...call)
      return this.makeSocketTransport(sock, protocol, waiter, options)
    }
  }
}
