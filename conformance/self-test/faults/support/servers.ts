import { VirtualEventLoop, type SocketTransport } from '../../../../reference/index.ts'
import type {
  Coroutine,
  Protocol,
  Server,
  StreamSocket,
  Transport,
  TransportOwner,
} from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'

/** A server of the reference, whose methods a fault replaces. */
export type AnyServer = Server & TransportOwner

/** A class of loops whose servers are changed as soon as they are created. */
export function serversWith(
  change: (server: AnyServer, loop: VirtualEventLoop, ...call: Arguments<'createServer'>) => void,
): new () => VirtualEventLoop {
  return class extends VirtualEventLoop {
    override *createServer(...call: Arguments<'createServer'>): Coroutine<Server> {
      const server = yield* super.createServer(...call)
      change(server as AnyServer, this, ...call)
      return server
    }
  }
}

/** A class of loops that pass other arguments to `createServer()`. */
export function creatingWith(
  change: (...call: Arguments<'createServer'>) => Arguments<'createServer'>,
): new () => VirtualEventLoop {
  return class extends VirtualEventLoop {
    override createServer(...call: Arguments<'createServer'>): Coroutine<Server> {
      return super.createServer(...change(...call))
    }
  }
}

/** A class of loops whose accepted connections have transports of this class. */
export function acceptedAs(Transports: typeof SocketTransport): new () => VirtualEventLoop {
  return class extends VirtualEventLoop {
    override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
      return args[3]?.server ? new Transports(this, ...args) : super.makeSocketTransport(...args)
    }
  }
}

/** A class of loops that change the socket of each accepted connection. */
export function acceptedWith(change: (sock: StreamSocket) => void): new () => VirtualEventLoop {
  return class extends VirtualEventLoop {
    override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
      const [sock, , , options] = args
      if (options?.server) change(sock)
      return super.makeSocketTransport(...args)
    }
  }
}

/** A class of loops that change the protocol of each accepted connection. */
export function protocolsWith(change: (protocol: Protocol) => void): new () => VirtualEventLoop {
  return class extends VirtualEventLoop {
    override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
      const [, protocol, , options] = args
      if (options?.server) change(protocol)
      return super.makeSocketTransport(...args)
    }
  }
}
