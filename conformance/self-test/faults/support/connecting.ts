import { VirtualEventLoop } from '../../../../reference/index.ts'
import type {
  ConnectionHooks,
  ConnectionOptions,
  NetworkEventLoop,
  Protocol,
  SuccessorLoop,
} from '../../../../spec/index.ts'
import type { ConnectCall, Connecting } from '../../signatures.ts'

type Hooks = Partial<ConnectionHooks & Pick<NetworkEventLoop, 'getaddrinfo'>>

/** Calls the `createConnection()` of the reference on a view of the loop, in which `hooks` replace hooks of the loop. */
export function connectWith<P extends Protocol>(
  loop: VirtualEventLoop,
  hooks: Hooks,
  ...call: ConnectCall<P>
): Connecting<P> {
  // The view makes futures, tasks and handles that belong to the loop.
  const makers = {
    createFuture: loop.createFuture.bind(loop),
    createTask: loop.createTask.bind(loop),
    callLater: loop.callLater.bind(loop),
    callSoon: loop.callSoon.bind(loop),
  }
  const view = Object.assign(Object.create(loop) as VirtualEventLoop, makers, hooks)
  return VirtualEventLoop.prototype.createConnection.call(view, ...call) as Connecting<P>
}

/** Makes the hooks that `createConnection()` finds. `own` are the hooks of the loop. */
type MakeHooks = (own: SuccessorLoop, loop: VirtualEventLoop, options: ConnectionOptions) => Hooks

/** A class of loops whose `createConnection()` finds other hooks. */
export function connectingWith(makeHooks: MakeHooks): new () => VirtualEventLoop {
  return class extends VirtualEventLoop {
    override createConnection<P extends Protocol>(
      ...[factory, host, port, options = {}]: ConnectCall<P>
    ): Connecting<P> {
      const hooks = makeHooks(this as unknown as SuccessorLoop, this, options)
      return connectWith(this, hooks, factory, host, port, options)
    }
  }
}

/** A class of loops whose `createConnection()` takes other options than it is given. */
export function connectingBy(
  change: (options: ConnectionOptions) => ConnectionOptions,
): new () => VirtualEventLoop {
  return class extends VirtualEventLoop {
    override createConnection<P extends Protocol>(
      ...[factory, host, port, options = {}]: ConnectCall<P>
    ): Connecting<P> {
      return super.createConnection(factory, host, port, change(options))
    }
  }
}
