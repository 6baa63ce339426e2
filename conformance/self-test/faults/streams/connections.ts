import {
  isCoroutine,
  openConnection,
  openUnixConnection,
  startServer,
  VirtualEventLoop,
} from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import { socketPair } from '../../../../spec/index.ts'
import type { Coroutine, StreamSocket, StreamWriter } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

const profiles = ['streams'] as const

export const receivesBackwards = fault('streams.opens-a-connection', 'receives-backwards', {
  says: "hat was read is 'gnop'",
  loop: class extends VirtualEventLoop {
    override *connectSock(...args: Arguments<'connectSock'>): Coroutine<StreamSocket> {
      const sock = yield* super.connectSock(...args)
      const receive = sock.receive.bind(sock)
      sock.receive = (size) => receive(size)?.reverse() ?? null
      return sock
    }
  },
  profiles,
})

export const writesToTheFirstClient = fault('streams.serves-each-connection', 'writes-to-the-first-client', {
  says: 'what the peers received',
  api: {
    startServer: (clientConnected, ...rest) => {
      let first: StreamWriter | null = null
      return startServer((reader, writer) => clientConnected(reader, (first ??= writer)), ...rest)
    },
  },
  profiles,
})

export const ignoresTheLimit = fault('streams.limit-is-that-of-the-reader', 'ignores-the-limit', {
  says: 'a line of nine bytes with a limit of eight',
  api: {
    openConnection: (host, port, { limit: _limit, ...options } = {}) => openConnection(host, port, options),
  },
  profiles,
})

export const findsAServerWhereNoneIs = fault(
  'streams.failed-connection-is-an-error',
  'finds-a-server-where-none-is',
  {
    says: 'openConnection() throws OSError',
    loop: class extends VirtualEventLoop {
      override *connectSock(...args: Arguments<'connectSock'>): Coroutine<StreamSocket> {
        try {
          return yield* super.connectSock(...args)
        } catch {
          return socketPair()[0]
        }
      }
    },
    profiles,
  },
)

export const looksBesideThePath = fault('streams.paths-are-like-ports', 'looks-beside-the-path', {
  says: 'The candidate threw OSError',
  api: {
    *openUnixConnection(path, options) {
      return yield* openUnixConnection(`${String(path)}~`, options)
    },
  },
  profiles: ['streams', 'unix'],
})

export const leavesTheWriterInPlainText = fault(
  'streams.goes-on-encrypted',
  'leaves-the-writer-in-plain-text',
  {
    says: 'the writer has the context of its encryption',
    api: {
      *openConnection(...args) {
        const [reader, writer] = yield* openConnection(...args)
        writer.startTls = function* () {
          // It goes on as before.
        }
        return [reader, writer]
      },
    },
    loop: NodeEventLoop,
    profiles: ['streams', 'tls'],
  },
)

export const swallowsErrorsOfConnections = fault(
  'streams.failed-task-ends-its-connection',
  'swallows-errors-of-connections',
  {
    says: 'the exceptions that the handler received',
    api: {
      startServer: (clientConnected, ...rest) =>
        startServer(
          function* (reader, writer) {
            const serving = clientConnected(reader, writer)
            try {
              if (isCoroutine(serving)) yield* serving
            } catch {
              writer.close()
            }
          },
          ...rest,
        ),
    },
    profiles,
  },
)
