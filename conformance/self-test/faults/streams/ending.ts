import { SocketTransport, VirtualEventLoop } from '../../../../reference/index.ts'
import { RuntimeError } from '../../../../spec/index.ts'
import type { Transport } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'
import { forgetError } from '../support/streams.ts'

const profiles = ['streams'] as const

export const closesAtTheEndOfThePeer = fault(
  'streams.end-of-the-peer-ends-reading',
  'closes-at-the-end-of-the-peer',
  {
    says: 'isClosing() of the writer after the end of the peer',
    loop: class extends VirtualEventLoop {
      override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
        const [, protocol] = args
        const eofReceived = protocol.eofReceived?.bind(protocol)
        protocol.eofReceived = () => {
          eofReceived?.()
        }
        return super.makeSocketTransport(...args)
      }
    },
    profiles,
  },
)

export const closesInWriteEof = fault('streams.write-eof-ends-writing', 'closes-in-write-eof', {
  says: 'readexactly(6) after writeEof()',
  transports: class extends SocketTransport {
    override writeEof(): void {
      this.close()
    }
  },
  profiles,
})

export const closesWithoutTheRest = fault('streams.close-sends-everything', 'closes-without-the-rest', {
  says: 'how often waitClosed() had returned',
  transports: class extends SocketTransport {
    override close(): void {
      if (this.getWriteBufferSize() > 0) this.abort()
      else super.close()
    }
  },
  profiles,
})

export const refusesToResumeAfterClose = fault(
  'streams.can-be-read-after-close',
  'refuses-to-resume-after-close',
  {
    says: / after close\(\)/,
    transports: class extends SocketTransport {
      override resumeReading(): void {
        if (this.isClosing()) throw new RuntimeError('The transport is closed.')
        super.resumeReading()
      }
    },
    profiles,
  },
)

export const hidesTheReset = fault('streams.reset-reaches-the-program', 'hides-the-reset', {
  says: 'the read that waits throws OSError',
  loop: class extends VirtualEventLoop {
    override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
      const [, protocol, , options] = args
      // Not of accepted connections.
      if (options?.server === undefined) forgetError(protocol)
      return super.makeSocketTransport(...args)
    }
  },
  profiles,
})
