import { SocketTransport } from '../../../../reference/index.ts'
import type { BufferedProtocol, Protocol } from '../../../../spec/index.ts'

/** A class of transports whose protocol has some methods replaced. `getProtocol()` returns the protocol that was given. */
export function between(overrides: (protocol: Protocol) => Protocol): typeof SocketTransport {
  return class extends SocketTransport {
    #given: Protocol

    constructor(...[loop, sock, protocol, waiter, options]: ConstructorParameters<typeof SocketTransport>) {
      super(loop, sock, delegate(protocol, overrides(protocol)), waiter, options)
      this.#given = protocol
    }

    override setProtocol(protocol: Protocol): void {
      super.setProtocol(delegate(protocol, overrides(protocol)))
      this.#given = protocol
    }

    override getProtocol(): Protocol | null {
      return this.protocol === null ? null : this.#given
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
    ...('getBuffer' in protocol ? ofBuffer(protocol as BufferedProtocol) : {}),
    ...overrides,
  }
}

const ofBuffer = (protocol: BufferedProtocol): Pick<BufferedProtocol, 'getBuffer' | 'bufferUpdated'> => ({
  getBuffer: (sizeHint) => protocol.getBuffer(sizeHint),
  bufferUpdated: (count) => protocol.bufferUpdated(count),
})
