import { RuntimeError, shield, VirtualEventLoop } from '../../../../reference/index.ts'
import type {
  Coroutine,
  Protocol,
  Server,
  StreamSocket,
  Transport,
  UnixConnectionOptions,
} from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'
import type { Arguments } from '../../signatures.ts'

type Connecting<P> = Coroutine<[Transport, P]>

/** A loop that does something else before it opens a Unix connection. */
const withCall = (
  before: <P extends Protocol>(
    ...call: [factory: () => P, path: string | null, options: UnixConnectionOptions]
  ) => [factory: () => P, path: string | null, options: UnixConnectionOptions],
): typeof VirtualEventLoop =>
  class extends VirtualEventLoop {
    override createUnixConnection<P extends Protocol>(
      factory: () => P,
      path: string | null = null,
      options: UnixConnectionOptions = {},
    ): Connecting<P> {
      return super.createUnixConnection(...before(factory, path, options))
    }
  }

/** A loop whose connections to a path have another socket. */
const withSocket = (change: (sock: StreamSocket) => void): typeof VirtualEventLoop =>
  class extends VirtualEventLoop {
    override *connectPath(path: string): Coroutine<StreamSocket> {
      const sock = yield* super.connectPath(path)
      change(sock)
      return sock
    }
  }

export const sendsNothingToAPath = fault('unix.connects-to-a-path', 'sends-nothing-to-a-path', {
  says: 'the bytes at the peer',
  loop: withSocket((sock) => {
    sock.send = (data) => data.length
  }),
  profiles: ['unix'],
})

export const hidesWhyNobodyListens = fault('unix.nobody-listens-is-an-error', 'hides-why-nobody-listens', {
  says: 'createUnixConnection() throws OSError',
  loop: class extends VirtualEventLoop {
    override *connectPath(path: string): Coroutine<StreamSocket> {
      try {
        return yield* super.connectPath(path)
      } catch {
        throw new RuntimeError('There is no connection.')
      }
    }
  },
  profiles: ['unix'],
})

export const makesTheProtocolBeforeTheConnect = fault(
  'unix.protocol-is-made-after-the-connect',
  'makes-the-protocol-before-the-connect',
  {
    says: '"the first factory"',
    loop: class extends VirtualEventLoop {
      override *createUnixConnection<P extends Protocol>(
        factory: () => P,
        path: string | null = null,
        options: UnixConnectionOptions = {},
      ): Connecting<P> {
        if (path === null || options.sock) return yield* super.createUnixConnection(factory, path, options)
        const protocol = factory()
        return yield* super.createUnixConnection(() => protocol, path, options)
      }
    },
    profiles: ['unix'],
  },
)

export const prefersThePath = fault('unix.contradicting-arguments-are-refused', 'prefers-the-path', {
  says: 'createUnixConnection()',
  loop: withCall((factory, path, options) => [factory, path, path === null ? options : {}]),
  profiles: ['unix'],
})

export const servesAPortAsAPath = fault(
  'unix.contradicting-arguments-are-refused',
  'serves-a-port-as-a-path',
  {
    says: 'createUnixServer() at a TCP socket',
    loop: class extends VirtualEventLoop {
      override createUnixServer(
        ...[factory, path, options]: Arguments<'createUnixServer'>
      ): Coroutine<Server> {
        const sock = options?.sock ?? null
        return path === null && sock?.localAddress?.host === '127.0.0.1'
          ? this.createServer(factory, null, null, { sock })
          : super.createUnixServer(factory, path, options)
      }
    },
    profiles: ['unix', 'server'],
  },
)

export const takesPathsOnly = fault('unix.takes-a-connected-socket', 'takes-paths-only', {
  says: 'A path is needed.',
  loop: withCall((factory, path, options) => {
    if ((options.sock?.type as string | undefined) === 'stream' && path === null)
      throw new RuntimeError('A path is needed.')
    return [factory, path, options]
  }),
  profiles: ['net', 'unix'],
})

export const keepsARefusedConnection = fault(
  'unix.failing-factory-closes-the-connection',
  'keeps-a-refused-connection',
  {
    says: 'the peer to see the end of the connection',
    loop: class extends VirtualEventLoop {
      #isRefused = false

      override createUnixConnection<P extends Protocol>(
        factory: () => P,
        path: string | null = null,
        options: UnixConnectionOptions = {},
      ): Connecting<P> {
        const make = (): P => {
          this.#isRefused = true
          const protocol = factory()
          this.#isRefused = false
          return protocol
        }
        return super.createUnixConnection(make, path, options)
      }

      override *connectPath(path: string): Coroutine<StreamSocket> {
        const sock = yield* super.connectPath(path)
        const close = sock.close.bind(sock)
        sock.close = () => {
          if (!this.#isRefused) close()
        }
        return sock
      }
    },
    profiles: ['unix'],
  },
)

export const goesOnWithACancelledPath = fault(
  'unix.cancelled-attempt-leaves-nothing-open',
  'goes-on-with-a-cancelled-path',
  {
    says: 'each cancelled connection',
    loop: class extends VirtualEventLoop {
      override *createUnixConnection<P extends Protocol>(
        factory: () => P,
        path: string | null = null,
        options: UnixConnectionOptions = {},
      ): Connecting<P> {
        return yield* shield(this.createTask(super.createUnixConnection(factory, path, options)))
      }
    },
    profiles: ['unix'],
  },
)
