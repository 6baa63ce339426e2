/** Loops that change what the hook `makeSslTransport` gets. They run on Node, because only that has TLS. */
import { NodeEventLoop } from '../../../../reference/node.ts'
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
