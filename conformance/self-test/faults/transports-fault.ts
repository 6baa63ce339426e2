import { SocketTransport, VirtualEventLoop } from '../../../reference/index.ts'
import type {
  ClauseId,
  EventLoop,
  Protocol,
  SettableWaiter,
  StreamSocket,
  Transport,
  TransportOptions,
} from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

/** A loop with a defect in what the area `transports` is about. */
export function transportsFault(
  name: string,
  clause: string,
  observes: RegExp,
  loop: new () => EventLoop,
): Fault {
  const adapter = faultyLoop(name, () => new loop(), { profiles: ['net'] })
  return { name, clause: `transports.${clause}` as ClauseId, observes, adapter }
}

/** A loop whose transports are of a class with a defect. */
export function transportFault(
  name: string,
  clause: string,
  observes: RegExp,
  FaultyTransport: typeof SocketTransport,
): Fault {
  class Loop extends VirtualEventLoop {
    override makeSocketTransport(
      sock: StreamSocket,
      protocol: Protocol,
      waiter?: SettableWaiter | null,
      options?: TransportOptions,
    ): Transport {
      return new FaultyTransport(this, sock, protocol, waiter, options)
    }
  }
  return transportsFault(name, clause, observes, Loop)
}

/** Transports that put something between themselves and their protocol, and do not show it. */
export function between(overrides: (protocol: Protocol) => Protocol): typeof SocketTransport {
  return class extends SocketTransport {
    #shown: Protocol

    constructor(...[loop, sock, protocol, waiter, options]: ConstructorParameters<typeof SocketTransport>) {
      super(loop, sock, delegate(protocol, overrides(protocol)), waiter, options)
      this.#shown = protocol
    }

    override setProtocol(protocol: Protocol): void {
      super.setProtocol(delegate(protocol, overrides(protocol)))
      this.#shown = protocol
    }

    override getProtocol(): Protocol | null {
      return this.protocol === null ? null : this.#shown
    }
  }
}

function delegate(protocol: Protocol, overrides: Protocol): Protocol {
  return {
    connectionMade: (transport) => protocol.connectionMade?.(transport),
    dataReceived: (data) => protocol.dataReceived?.(data),
    eofReceived: () => protocol.eofReceived?.(),
    connectionLost: (error) => protocol.connectionLost?.(error),
    pauseWriting: () => protocol.pauseWriting?.(),
    resumeWriting: () => protocol.resumeWriting?.(),
    ...overrides,
  }
}
