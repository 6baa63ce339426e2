/** Loops that connect wrongly, over a socket that is given or over TCP. */
import { SocketTransport, VirtualEventLoop } from '../../../reference/index.ts'
import { NodeEventLoop } from '../../../reference/node.ts'
import { socketPair } from '../../../spec/index.ts'
import type {
  ConnectionOptions,
  Coroutine,
  EventLoop,
  Future,
  Port,
  Protocol,
  SettableWaiter,
  StreamSocket,
  Transport,
} from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { between, transportFault, transportsFault as fault } from './transports-fault.ts'

type Result<P extends Protocol> = Coroutine<[Transport, P]>

class ForgivesServerHostname extends VirtualEventLoop {
  override createConnection<P extends Protocol>(
    factory: () => P,
    host: string | null = null,
    port: Port = null,
    options: ConnectionOptions = {},
  ): Result<P> {
    return super.createConnection(factory, host, port, { ...options, serverHostname: null })
  }
}

class MakesTwoProtocols extends VirtualEventLoop {
  override createConnection<P extends Protocol>(
    factory: () => P,
    host: string | null = null,
    port: Port = null,
    options: ConnectionOptions = {},
  ): Result<P> {
    const twice = (): P => {
      factory()
      return factory()
    }
    return super.createConnection(twice, host, port, options)
  }
}

const NeverSaysConnected = between(() => ({ connectionMade: () => undefined }))

const HidesFailures = between((protocol) => ({
  connectionMade: (transport) => {
    try {
      protocol.connectionMade?.(transport)
    } catch {
      // Nobody hears of it.
    }
  },
}))

const HangsUpOnFailures = between((protocol) => ({
  connectionMade: (transport) => {
    try {
      protocol.connectionMade?.(transport)
    } catch (error) {
      transport.abort()
      throw error
    }
  },
}))

class OutlivesItsConnection extends SocketTransport {
  readonly #waiter: Future | null

  constructor(...args: ConstructorParameters<typeof SocketTransport>) {
    super(...args)
    this.#waiter = (args[3] as Future & SettableWaiter) ?? null
  }

  override close(): void {
    if (this.#waiter?.cancelled() !== true) super.close()
  }
}

class CutsAnswersShort extends SocketTransport {
  protected override receiveData(data: Uint8Array): void {
    super.receiveData(data.subarray(1))
  }
}

class CutsShortOverTcp extends NodeEventLoop {
  override makeSocketTransport(
    ...[sock, protocol, waiter, options]: Parameters<NodeEventLoop['makeSocketTransport']>
  ): Transport {
    return new CutsAnswersShort(this, sock, protocol, waiter, options)
  }
}

class ConnectsToNobody extends NodeEventLoop {
  override *connectSock(...args: Parameters<NodeEventLoop['connectSock']>): Coroutine<StreamSocket> {
    const [info] = args
    try {
      return yield* super.connectSock(...args)
    } catch (error) {
      // A name may have addresses that nobody listens at, beside the one of the server.
      if (info.address.port !== 1) throw error
      return socketPair()[0]
    }
  }
}

class SilentTransport extends SocketTransport {
  protected override forceClose(): void {
    super.forceClose(null)
  }
}

class HidesErrorsOfTheSystem extends NodeEventLoop {
  override makeSocketTransport(...args: Parameters<NodeEventLoop['makeSocketTransport']>): Transport {
    return new SilentTransport(this, ...args)
  }
}

/** A loop with a defect that shows over TCP alone. */
export const overTcp = (
  name: string,
  clause: Fault['clause'],
  observes: RegExp,
  loop: new () => EventLoop,
): Fault => ({
  name,
  clause,
  observes,
  adapter: faultyLoop(name, () => new loop(), { profiles: ['net-real'] }),
})

export const transportsConnectingFaults: readonly Fault[] = [
  fault(
    'forgives-a-server-hostname-without-ssl',
    'arguments-that-exclude-each-other-are-refused',
    /threw nothing/,
    ForgivesServerHostname,
  ),
  fault('makes-two-protocols', 'connects-over-a-socket', /factory was called is 2/, MakesTwoProtocols),
  transportFault(
    'never-says-that-it-is-connected',
    'connection-made-comes-first',
    /what connectionMade\(\) got .*: \[\]/,
    NeverSaysConnected,
  ),
  transportFault(
    'hides-a-failing-connection-made',
    'failing-connection-made-is-reported',
    /exception handler heard: \[\]/,
    HidesFailures,
  ),
  transportFault(
    'hangs-up-when-connection-made-fails',
    'failing-connection-made-leaves-it-open',
    /isClosing\(\) of the transport/,
    HangsUpOnFailures,
  ),
  transportFault(
    'outlives-its-cancelled-connection',
    'cancelled-connection-closes-the-socket',
    /socket was closed is 0, not 1/,
    OutlivesItsConnection,
  ),
  overTcp('cuts-answers-short', 'transports.talks-to-a-real-server', /it began with "TTP/, CutsShortOverTcp),
  overTcp(
    'hides-errors-of-the-system',
    'transports.real-errors-end-the-connection',
    /it got none/,
    HidesErrorsOfTheSystem,
  ),
  overTcp(
    'connects-to-nobody',
    'transports.refused-connection-is-an-error',
    /it threw nothing/,
    ConnectsToNobody,
  ),
]
