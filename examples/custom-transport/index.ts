import { defineAdapter } from 'loop-conformance'
import { SocketTransport } from 'loop-conformance/reference'
import { NodeEventLoop } from 'loop-conformance/reference/node'
import type {
  Protocol,
  SettableWaiter,
  StreamSocket,
  Transport,
  TransportOptions,
} from 'loop-conformance/spec'

/** A transport that counts the bytes in both directions, for `getExtraInfo('traffic')`. */
export class MeteredTransport extends SocketTransport {
  readonly #traffic = { received: 0, written: 0 }

  override write(data: Uint8Array): void {
    super.write(data)
    this.#traffic.written += data.length
  }

  protected override receiveData(data: Uint8Array): void {
    this.#traffic.received += data.length
    super.receiveData(data)
  }

  override getExtraInfo(name: string, fallback?: unknown): unknown {
    return name === 'traffic' ? { ...this.#traffic } : super.getExtraInfo(name, fallback)
  }
}

/**
 * One method is enough for `createConnection` and `createServer`: the base checks arguments, resolves addresses, connects or accepts,
 * and waits. Connections in both directions are counted.
 */
export class MeteredLoop extends NodeEventLoop {
  override makeSocketTransport(
    sock: StreamSocket,
    protocol: Protocol,
    waiter?: SettableWaiter | null,
    options?: TransportOptions,
  ): Transport {
    return new MeteredTransport(this, sock, protocol, waiter, options)
  }
}

export default defineAdapter({
  name: 'custom-transport',
  profiles: ['host', 'base-hooks', 'net', 'net-real', 'server'],
  newEventLoop: () => new MeteredLoop(),
})
