import { SocketTransport, startServer, VirtualEventLoop } from '../../../../reference/index.ts'
import { RuntimeError } from '../../../../spec/index.ts'
import type { Transport } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'
import { forgetError } from '../support/streams.ts'

const profiles = ['streams'] as const

export const goesOnReading = fault('streams.slow-reader-slows-its-peer', 'goes-on-reading', {
  says: 'isReading() of the transport while nobody reads',
  transports: class extends SocketTransport {
    override pauseReading(): void {
      // Whatever comes is received.
    }
  },
  profiles,
})

export const staysPaused = fault('streams.paused-reader-goes-on', 'stays-paused', {
  says: / to come/,
  transports: class extends SocketTransport {
    override resumeReading(): void {
      // Nothing is received any more.
    }
  },
  profiles,
})

export const keepsWhatThePeerDoesNotTake = fault(
  'streams.drain-waits-for-a-slow-peer',
  'keeps-what-the-peer-does-not-take',
  {
    says: 'how often drain() had returned while the peer took nothing',
    loop: class extends VirtualEventLoop {
      override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
        const transport = super.makeSocketTransport(...args)
        transport.setWriteBufferLimits(2 ** 30)
        return transport
      }
    },
    profiles,
  },
)

export const letsOneTaskDrain = fault('streams.several-tasks-drain', 'lets-one-task-drain', {
  says: 'drained',
  api: {
    startServer: (clientConnected, ...rest) =>
      startServer(
        (reader, writer) => {
          const drain = writer.drain.bind(writer)
          let waiting = false
          writer.drain = function* () {
            if (waiting) throw new RuntimeError('Another task waits already.')
            waiting = true
            try {
              yield* drain()
            } finally {
              waiting = false
            }
          }
          return clientConnected(reader, writer)
        },
        ...rest,
      ),
  },
  profiles,
})

export const endsDrainWithoutAnError = fault(
  'streams.lost-connection-ends-drain',
  'ends-drain-without-an-error',
  {
    says: 'drained',
    loop: class extends VirtualEventLoop {
      override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
        const [, protocol, , options] = args
        // Only of accepted connections.
        if (options?.server !== undefined) forgetError(protocol)
        return super.makeSocketTransport(...args)
      }
    },
    profiles,
  },
)
