import { OSError, VirtualEventLoop } from '../../../../reference/index.ts'
import type { Coroutine, ListeningSocket, Protocol, Server } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** A loop whose Unix servers get another socket. */
const withSocket = (change: (sock: ListeningSocket) => void): typeof VirtualEventLoop =>
  class extends VirtualEventLoop {
    override *bindPath(path: string): Coroutine<ListeningSocket> {
      const sock = yield* super.bindPath(path)
      change(sock)
      return sock
    }
  }

export const acceptsNothingAtAPath = fault('unix.server-accepts-at-a-path', 'accepts-nothing-at-a-path', {
  says: 'the peer to get the echo',
  loop: withSocket((sock) => {
    // A socket that says that it is ready, and is not, would make the loop spin.
    sock.whenReadable = () => undefined
  }),
  profiles: ['unix'],
})

export const sharesAProtocolAtAPath = fault(
  'unix.each-connection-has-a-protocol',
  'shares-a-protocol-at-a-path',
  {
    says: 'what the first server received',
    loop: class extends VirtualEventLoop {
      override createUnixServer(...[factory, ...rest]: Arguments<'createUnixServer'>): Coroutine<Server> {
        let protocol: Protocol | null = null
        return super.createUnixServer(() => (protocol ??= factory()), ...rest)
      }
    },
    profiles: ['unix'],
  },
)

export const stumblesOverAnOldSocket = fault(
  'unix.socket-that-is-there-is-replaced',
  'stumbles-over-an-old-socket',
  {
    says: 'is already in use',
    loop: class extends VirtualEventLoop {
      override *bindPath(path: string): Coroutine<ListeningSocket> {
        if (this.network.paths.kindOf(path) !== null)
          throw new OSError(`${path} is already in use.`, 'EADDRINUSE')
        return yield* super.bindPath(path)
      }
    },
    profiles: ['unix'],
  },
)

export const replacesAnyFile = fault('unix.other-files-are-kept', 'replaces-any-file', {
  says: 'createUnixServer() throws OSError',
  loop: class extends VirtualEventLoop {
    override *bindPath(path: string): Coroutine<ListeningSocket> {
      if (this.network.paths.kindOf(path) === 'file') this.network.paths.put(path, 'socket')
      return yield* super.bindPath(path)
    }
  },
  profiles: ['unix'],
})

export const listensAtAPathAfterClose = fault('unix.close-stops-listening', 'listens-at-a-path-after-close', {
  says: 'connections to be refused',
  loop: withSocket((sock) => {
    sock.close = () => undefined
  }),
  profiles: ['unix'],
})

export const leavesItsFile = fault('unix.close-removes-the-file', 'leaves-its-file', {
  says: 'the file to be gone',
  loop: class extends VirtualEventLoop {
    override *bindPath(path: string): Coroutine<ListeningSocket> {
      const sock = yield* super.bindPath(path)
      const close = sock.close.bind(sock)
      sock.close = () => {
        close()
        this.network.paths.put(path, 'socket')
      }
      return sock
    }
  },
  profiles: ['unix'],
})

export const makesAFileForAName = fault('unix.names-without-a-file', 'makes-a-file-for-a-name', {
  says: 'what is at the path without the zero byte',
  loop: class extends VirtualEventLoop {
    override *bindPath(path: string): Coroutine<ListeningSocket> {
      if (path.startsWith('\0')) this.network.paths.put(path.slice(1), 'socket')
      return yield* super.bindPath(path)
    }
  },
  profiles: ['unix'],
})

export const removesTheFileOfItsSuccessor = fault(
  'unix.close-leaves-the-file-of-another-server',
  'removes-the-file-of-its-successor',
  {
    says: 'what is at the path of the second server',
    loop: class extends VirtualEventLoop {
      override *bindPath(path: string): Coroutine<ListeningSocket> {
        const sock = yield* super.bindPath(path)
        const close = sock.close.bind(sock)
        const { paths } = this.network
        sock.close = () => {
          close()
          if (paths.kindOf(path) === 'socket') paths.bind(path).close()
        }
        return sock
      }
    },
    profiles: ['unix'],
  },
)

export const makesItsFileAtTheCall = fault(
  'unix.cancelled-creation-makes-nothing',
  'makes-its-file-at-the-call',
  {
    says: 'what is at the paths',
    loop: class extends VirtualEventLoop {
      override createUnixServer(...call: Arguments<'createUnixServer'>): Coroutine<Server> {
        const [, path = null] = call
        if (path !== null && this.network.paths.kindOf(path) === null) this.network.paths.put(path, 'socket')
        return super.createUnixServer(...call)
      }
    },
    profiles: ['unix'],
  },
)

export const servesAPathAtOnce = fault('unix.serving-can-begin-later', 'serves-a-path-at-once', {
  says: 'isServing() before startServing()',
  loop: class extends VirtualEventLoop {
    override createUnixServer(...[factory, path, options]: Arguments<'createUnixServer'>): Coroutine<Server> {
      return super.createUnixServer(factory, path, { ...options, startServing: true })
    }
  },
  profiles: ['unix'],
})

export const servesNewPathsOnly = fault('unix.serves-a-given-socket', 'serves-new-paths-only', {
  says: 'the peer to get the echo',
  loop: class extends VirtualEventLoop {
    override createUnixServer(...[factory, path, options]: Arguments<'createUnixServer'>): Coroutine<Server> {
      // It listens, and nobody accepts.
      if (options?.sock) options.sock.whenReadable = () => undefined
      return super.createUnixServer(factory, path, options)
    }
  },
  profiles: ['unix'],
})

export const readsTheBacklogOfAPath = fault('unix.backlog-is-a-whole-number', 'reads-the-backlog-of-a-path', {
  says: 'createUnixServer() did not throw',
  loop: class extends VirtualEventLoop {
    override createUnixServer(...[factory, path, options]: Arguments<'createUnixServer'>): Coroutine<Server> {
      const backlog = Math.trunc(options?.backlog ?? 100)
      return super.createUnixServer(factory, path, { ...options, backlog })
    }
  },
  profiles: ['unix'],
})
