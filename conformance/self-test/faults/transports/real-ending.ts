import { SocketTransport } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import type { Transport } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

class SilentTransport extends SocketTransport {
  protected override forceClose(): void {
    super.forceClose(null)
  }
}

export const hidesErrorsOfTheSystem = fault(
  'transports.real-errors-end-the-connection',
  'hides-errors-of-the-system',
  {
    says: 'connectionLost() received no error',
    loop: class extends NodeEventLoop {
      override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
        return new SilentTransport(this, ...args)
      }
    },
    profiles: ['net-real'],
  },
)

export const keepsWhatItAborts = fault('transports.what-ends-here-ends-there', 'keeps-what-it-aborts', {
  says: 'the server to see the end of the connection',
  loop: class extends NodeEventLoop {
    override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
      args[0].abort = () => undefined
      return super.makeSocketTransport(...args)
    }
  },
  profiles: ['net-real'],
})
