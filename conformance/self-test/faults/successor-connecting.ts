/** Bases whose `createConnection` does one thing wrong on the way down to `makeSocketTransport`. */
import { VirtualEventLoop } from '../../../reference/index.ts'
import { isCancelledError, isOsError } from '../../../spec/index.ts'
import type {
  AddressInfo,
  ConnectionOptions,
  Coroutine,
  Port,
  Protocol,
  SettableFuture,
  StreamSocket,
  SuccessorLoop,
  Transport,
} from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { successorFault as fault, withHooks } from './successor-fault.ts'

type Result<P extends Protocol> = Coroutine<[Transport, P]>
type Base = VirtualEventLoop

/** Calls the right `createConnection` on a view of the loop with some hooks in front of the loop's own. */
function connectThrough<P extends Protocol>(
  loop: Base,
  hooks: (own: SuccessorLoop) => object,
  factory: () => P,
  host: string | null,
  port: Port,
  options: ConnectionOptions,
): Result<P> {
  const own = loop as unknown as SuccessorLoop
  const view = withHooks(loop, hooks(own))
  return VirtualEventLoop.prototype.createConnection.call(view, factory, host, port, options) as Result<P>
}

/** A loop whose `createConnection` finds other hooks than the loop has, or other arguments than it was given. */
function connecting(
  hooks: (own: SuccessorLoop, loop: Base, options: ConnectionOptions) => object,
  change: (options: ConnectionOptions) => ConnectionOptions = (options) => options,
): new () => VirtualEventLoop {
  return class extends VirtualEventLoop {
    override createConnection<P extends Protocol>(
      factory: () => P,
      host: string | null = null,
      port: Port = null,
      options: ConnectionOptions = {},
    ): Result<P> {
      return connectThrough(this, (own) => hooks(own, this, options), factory, host, port, change(options))
    }
  }
}

const LooksUpPorts = connecting((own) => ({
  getaddrinfo: function* (host: string, _port: Port, options: object) {
    return yield* own.getaddrinfo(host, 80, options)
  },
}))

class LooksEverythingUp extends VirtualEventLoop {
  override *createConnection<P extends Protocol>(
    factory: () => P,
    host: string | null = null,
    port: Port = null,
    options: ConnectionOptions = {},
  ): Result<P> {
    if (host !== null && /^[\d.]+$/.test(host) && options.localAddr === undefined)
      yield* this.getaddrinfo(host, port)
    return yield* super.createConnection(factory, host, port, options)
  }
}

const InventsAnAddress = connecting((own) => ({
  getaddrinfo: function* (...args: Parameters<SuccessorLoop['getaddrinfo']>) {
    const infos = yield* own.getaddrinfo(...args)
    const address = { host: '127.0.0.1', port: 80 }
    return infos.length > 0 ? infos : [{ family: 4, type: 'stream', proto: 6, canonname: '', address }]
  },
}))

const ConnectsFromAnywhere = connecting((own) => ({
  connectSock: (info: AddressInfo) => own.connectSock(info, null),
}))

const TriesBackwards = connecting((own) => ({
  getaddrinfo: function* (...args: Parameters<SuccessorLoop['getaddrinfo']>) {
    const infos = yield* own.getaddrinfo(...args)
    return infos.some((info) => info.family === 6) || infos.length < 3 ? infos : [...infos].reverse()
  },
}))

/** Whatever went wrong is said in words of its own. */
class WrapsErrors extends VirtualEventLoop {
  override *createConnection<P extends Protocol>(
    ...args: Parameters<VirtualEventLoop['createConnection']>
  ): Result<P> {
    try {
      return (yield* super.createConnection(...args)) as [Transport, P]
    } catch (error) {
      if (!isOsError(error) || (error as Error).message.startsWith('getaddrinfo')) throw error
      throw Object.assign(new Error('The connection failed.'), { name: 'OSError' })
    }
  }
}

const ThrowsOneOfAll = connecting(
  () => ({}),
  (options) => ({ ...options, allErrors: false }),
)

class MakesTheProtocolFirst extends VirtualEventLoop {
  override *createConnection<P extends Protocol>(
    factory: () => P,
    host: string | null = null,
    port: Port = null,
    options: ConnectionOptions = {},
  ): Result<P> {
    if (options.sock !== undefined || options.happyEyeballsDelay !== undefined)
      return yield* super.createConnection(factory, host, port, options)
    if (host !== 'name.example' || options.family !== undefined)
      return yield* super.createConnection(factory, host, port, options)
    const protocol = factory()
    return yield* super.createConnection(() => protocol, host, port, options)
  }
}

const MakesTransportsAnonymously = connecting((own) => ({
  makeSocketTransport: (sock: StreamSocket, _protocol: Protocol, waiter: SettableFuture) =>
    own.makeSocketTransport(sock, {}, waiter),
}))

/** Sets the waiter on its own account. */
const DoesNotWait = connecting((own, loop) => ({
  makeSocketTransport: (sock: StreamSocket, protocol: Protocol, waiter: SettableFuture) => {
    const other = loop.createFuture<undefined>()
    const transport = own.makeSocketTransport(sock, protocol, other)
    other.addDoneCallback(() => {
      if (!waiter.done() && !other.cancelled() && other.exception() !== null)
        waiter.setException(other.exception())
    })
    // A dozen iterations are patience enough.
    let left = 12
    const tick = (): void => {
      if (waiter.done()) return
      if (--left === 0) waiter.setResult(undefined)
      else loop.callSoon(tick)
    }
    tick()
    return transport
  },
}))

const LeavesTheTransportOpen = connecting((own) => ({
  makeSocketTransport: (...args: Parameters<SuccessorLoop['makeSocketTransport']>) =>
    Object.assign(own.makeSocketTransport(...args), { close: () => undefined }),
}))

const LeavesTheSocketOpen = connecting((own) => ({
  connectSock: function* (info: AddressInfo, localInfos: readonly AddressInfo[] | null) {
    const sock = yield* own.connectSock(info, localInfos)
    const { close } = sock
    // The race closes what comes too late; what is refused later stays open.
    sock.close = () => {
      if (new Error().stack?.includes('staggered') === true) close.call(sock)
    }
    return sock
  },
}))

const TriesOnBehindTheScenes = connecting((own, loop, { happyEyeballsDelay }) => ({
  connectSock: function* (info: AddressInfo, localInfos: readonly AddressInfo[] | null) {
    try {
      return yield* own.connectSock(info, localInfos)
    } catch (error) {
      const next = { ...info, address: { host: '10.0.0.2', port: 80 } }
      if (isCancelledError(error) && happyEyeballsDelay === undefined) loop.createTask(own.connectSock(next))
      throw error
    }
  },
}))

const HurriesOn = connecting(
  () => ({}),
  (options) =>
    typeof options.happyEyeballsDelay === 'number'
      ? { ...options, happyEyeballsDelay: options.happyEyeballsDelay / 4 }
      : options,
)

const WaitsAfterFailure = connecting((own, loop) => ({
  connectSock: function* (info: AddressInfo, localInfos: readonly AddressInfo[] | null) {
    try {
      return yield* own.connectSock(info, localInfos)
    } catch (error) {
      if (isOsError(error) && info.address.host.endsWith('.1')) {
        const later = loop.createFuture<undefined>()
        loop.callLater(200, () => later.setResult(undefined))
        yield* later
      }
      throw error
    }
  },
}))

export const successorConnectingFaults: readonly Fault[] = [
  fault(
    'asks-for-the-wrong-port',
    'names-go-through-getaddrinfo',
    /port that getaddrinfo\(\) got is 80, not 8080/,
    LooksUpPorts,
  ),
  fault('looks-addresses-up', 'numeric-host-needs-no-lookup', /"getaddrinfo" happened/, LooksEverythingUp),
  fault(
    'falls-back-to-this-machine',
    'name-without-addresses-is-an-error',
    /threw nothing/,
    InventsAnAddress,
  ),
  fault(
    'ignores-the-local-address',
    'local-address-is-resolved',
    /the local addresses: \[\]/,
    ConnectsFromAnywhere,
  ),
  fault(
    'tries-addresses-backwards',
    'addresses-are-tried-in-order',
    /the addresses that were tried/,
    TriesBackwards,
  ),
  fault(
    'wraps-the-error-of-an-attempt',
    'one-error-says-all',
    /what createConnection\(\) throws/,
    WrapsErrors,
  ),
  fault(
    'throws-one-error-of-many',
    'all-errors-on-request',
    /the errors in what is thrown: \[\]/,
    ThrowsOneOfAll,
  ),
  fault('makes-the-protocol-first', 'protocol-is-made-once-connected', /"factory"/, MakesTheProtocolFirst),
  fault(
    'makes-transports-without-the-protocol',
    'transport-is-made-of-the-socket',
    /the protocol that it got/,
    MakesTransportsAnonymously,
  ),
  fault(
    'loses-patience-with-the-waiter',
    'connection-waits-for-the-waiter',
    /done\(\) of createConnection\(\) before/,
    DoesNotWait,
  ),
  fault(
    'leaves-the-transport-of-a-failed-waiter-open',
    'failed-waiter-closes-the-transport',
    /"transport closed" happened never/,
    LeavesTheTransportOpen,
  ),
  fault(
    'leaves-a-refused-socket-open',
    'refused-socket-is-closed',
    /closed of the socket that was opened is false/,
    LeavesTheSocketOpen,
  ),
  fault(
    'tries-on-after-a-cancellation',
    'cancelled-connect-ends-the-attempt',
    /the addresses that were tried/,
    TriesOnBehindTheScenes,
  ),
  fault('hurries-through-the-delay', 'next-address-waits-for-the-delay', /it began after 1/, HurriesOn),
  fault(
    'waits-out-a-failed-attempt',
    'failed-attempt-starts-the-next',
    /were tried|done\(\)/,
    WaitsAfterFailure,
  ),
]
