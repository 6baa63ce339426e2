import { isFatalError, isOsError, ValueError } from '../spec/errors.ts'
import type {
  Context,
  Datagram,
  DatagramProtocol,
  DatagramSocket,
  DatagramTransport,
  EventLoop,
  SettableWaiter,
  SocketAddress,
} from '../spec/interfaces/index.ts'
import { copyContext } from './context.ts'
import { describeValue } from './describe-value.ts'
import { FlowControl } from './flow-control.ts'

/** What each datagram in the buffer counts in addition to its bytes, so that empty ones count too. */
const headerSize = 8

/**
 * A transport over a datagram socket, as in asyncio's selector loop.
 *
 * Invariant: `lost` is true from the moment `connectionLost` is called or scheduled. While `buffer` is not empty, `onWritable` is
 * registered with the socket.
 */
export class DatagramSocketTransport extends FlowControl<DatagramProtocol> implements DatagramTransport {
  protected readonly loop: EventLoop
  protected readonly sock: DatagramSocket
  /** The only address to send to. */
  protected readonly address: SocketAddress | null
  /** The context in which the endpoint was made. The transport is the options of `callSoon`. */
  readonly context: Context
  protected buffer: { readonly data: Uint8Array; readonly addr: SocketAddress | null }[] = []
  protected closing = false
  protected lost = false
  protected readonly extra: Readonly<Record<string, unknown>>
  protected readonly onReadable = (): void => this.schedule(this.readReady)
  protected readonly onWritable = (): void => this.schedule(this.writeReady)

  constructor(
    loop: EventLoop,
    sock: DatagramSocket,
    protocol: DatagramProtocol,
    address: SocketAddress | null = null,
    waiter: SettableWaiter | null = null,
  ) {
    super(protocol)
    this.loop = loop
    this.sock = sock
    this.address = address
    this.context = copyContext()
    this.extra = { socket: sock, sockname: sock.localAddress, peername: sock.remoteAddress }
    loop.callSoon(() => this.protocol?.connectionMade?.(this))
    // Reading begins, and the waiter is set, only after connectionMade().
    loop.callSoon(() => this.watchReading())
    if (waiter !== null)
      loop.callSoon(() => {
        if (!waiter.done()) waiter.setResult(undefined)
      })
  }

  /** The socket calls back at any time. The callback runs in an iteration of the loop, unless the loop is closed. */
  protected schedule(callback: () => void): void {
    if (!this.loop.isClosed()) this.loop.callSoon(callback, [], this)
  }

  // Receiving

  protected watchReading(): void {
    if (!this.closing) this.sock.whenReadable(this.onReadable)
  }

  /** One datagram. An error of the protocol is the loop's to report, and the endpoint goes on. */
  protected readonly readReady = (): void => {
    if (this.closing) return
    try {
      const received = this.receive()
      if (received !== null) this.receiveDatagram(received)
    } finally {
      this.watchReading()
    }
  }

  private receive(): Datagram | null {
    try {
      return this.sock.receiveFrom()
    } catch (error) {
      this.receiveError(error, 'A datagram could not be received.')
      return null
    }
  }

  protected receiveDatagram({ data, addr }: Datagram): void {
    this.protocol?.datagramReceived?.(data, addr)
  }

  // Sending

  getWriteBufferSize(): number {
    return this.buffer.reduce((size, { data }) => size + data.length + headerSize, 0)
  }

  sendto(data: Uint8Array, addr: SocketAddress | null = null): void {
    if (!((data as unknown) instanceof Uint8Array))
      throw new TypeError(`sendto() expects a Uint8Array, not ${describeValue(data)}.`)
    const { address } = this
    if (address !== null && addr !== null && (addr.host !== address.host || addr.port !== address.port))
      throw new ValueError(`This endpoint sends to ${address.host} port ${String(address.port)} only.`)
    if (this.lost) return
    const to = this.sock.remoteAddress === null ? (addr ?? address) : null
    if (this.buffer.length === 0 && this.send(data, to)) return
    // The caller may use the array again.
    this.buffer.push({ data: data.slice(), addr: to })
    if (this.buffer.length === 1) this.sock.whenWritable(this.onWritable)
    this.maybePauseProtocol()
  }

  /** False if the socket takes nothing now. A datagram that the system refuses is done with. */
  protected send(data: Uint8Array, addr: SocketAddress | null): boolean {
    try {
      return this.sock.sendTo(data, addr)
    } catch (error) {
      this.receiveError(error, 'A datagram could not be sent.')
      return true
    }
  }

  protected readonly writeReady = (): void => {
    for (let next = this.buffer[0]; next !== undefined && !this.lost; next = this.buffer[0]) {
      if (!this.send(next.data, next.addr)) break
      this.buffer.shift()
    }
    // The protocol may send or close in this call.
    this.maybeResumeProtocol()
    if (this.lost) return
    if (this.buffer.length > 0) this.sock.whenWritable(this.onWritable)
    else if (this.closing) this.loseConnection(null)
  }

  /** The system's error goes to the protocol. Any other ends the endpoint. */
  protected receiveError(error: unknown, message: string): void {
    if (isOsError(error)) this.protocol?.errorReceived?.(error)
    else this.fatalError(error, message)
  }

  // The end

  isClosing(): boolean {
    return this.closing
  }

  close(): void {
    if (this.closing) return
    this.closing = true
    this.sock.whenReadable(null)
    if (this.buffer.length === 0) this.scheduleLoss(null)
  }

  abort(): void {
    this.forceClose(null)
  }

  protected fatalError(exception: unknown, message: string): void {
    if (isFatalError(exception)) throw exception
    this.loop.callExceptionHandler({ message, exception, transport: this, protocol: this.protocol })
    this.forceClose(exception)
  }

  protected forceClose(error: unknown): void {
    if (this.lost) return
    this.buffer = []
    this.closing = true
    this.sock.whenReadable(null)
    this.sock.whenWritable(null)
    this.scheduleLoss(error)
  }

  protected scheduleLoss(error: unknown): void {
    this.lost = true
    this.schedule(() => this.loseConnection(error))
  }

  protected loseConnection(error: unknown): void {
    this.lost = true
    const { protocol } = this
    try {
      protocol?.connectionLost?.(error)
    } finally {
      this.sock.close()
      this.protocol = null
    }
  }

  // Protocol and extra information

  setProtocol(protocol: DatagramProtocol): void {
    this.protocol = protocol
  }

  getProtocol(): DatagramProtocol | null {
    return this.protocol
  }

  getExtraInfo(name: string, fallback: unknown = null): unknown {
    return Object.hasOwn(this.extra, name) ? this.extra[name] : fallback
  }
}
