import type { BufferedProtocol, StreamSocket } from '../spec/interfaces/index.ts'
import { isBuffered, roomIn } from './buffered-protocol.ts'
import { FlowControl } from './flow-control.ts'

/** The most that is received in one iteration, in bytes. */
const mostAtOnce = 256 * 1024

/** The half of a transport that receives. */
export abstract class Reading extends FlowControl {
  protected abstract readonly sock: StreamSocket
  protected closing = false
  protected paused = false
  /** The end of the peer's stream has come. */
  protected eofSeen = false
  protected readonly onReadable = (): void => this.schedule(this.readReady)

  protected abstract schedule(callback: () => void): void
  abstract close(): void
  /** A method of the protocol threw. */
  protected abstract fatalError(exception: unknown, message: string): void
  /** The socket threw. */
  protected abstract forceClose(error: unknown): void

  isReading(): boolean {
    return !this.closing && !this.paused
  }

  pauseReading(): void {
    if (!this.isReading()) return
    this.paused = true
    this.sock.whenReadable(null)
  }

  resumeReading(): void {
    if (this.closing || !this.paused) return
    this.paused = false
    this.watchReading()
  }

  protected watchReading(): void {
    if (this.isReading() && !this.eofSeen) this.sock.whenReadable(this.onReadable)
  }

  protected readonly readReady = (): void => {
    // The socket may have called before reading was paused or ended.
    if (!this.isReading() || this.eofSeen) return
    if (isBuffered(this.protocol)) this.receiveInto(this.protocol)
    else this.receivePieces()
    this.watchReading()
  }

  /** Until nothing more is there. At each piece the protocol may pause or end reading, or be replaced. */
  private receivePieces(): void {
    for (let left = mostAtOnce; left > 0;) {
      const data = this.receive(left)
      if (data === null) return
      this.receiveData(data)
      if (!this.isReading() || isBuffered(this.protocol)) return
      left -= data.length
    }
  }

  /** What has come, at most `maxBytes`. Null if that is nothing. The end of the stream, and an error, are handled here. */
  protected receive(maxBytes: number): Uint8Array | null {
    let data: Uint8Array | null
    try {
      data = this.sock.receive(maxBytes)
    } catch (error) {
      this.forceClose(error)
      return null
    }
    if (data?.length !== 0) return data
    this.receiveEof()
    return null
  }

  protected receiveInto(protocol: BufferedProtocol): void {
    try {
      const room = roomIn(protocol)
      const data = this.receive(room.length)
      if (data === null) return
      room.set(data)
      protocol.bufferUpdated(data.length)
    } catch (error) {
      this.fatalError(error, 'The protocol failed to receive into its buffer')
    }
  }

  protected receiveData(data: Uint8Array): void {
    try {
      this.protocol?.dataReceived?.(data)
    } catch (error) {
      this.fatalError(error, 'protocol.dataReceived() failed')
    }
  }

  protected receiveEof(): void {
    this.eofSeen = true
    let keepOpen: unknown
    try {
      keepOpen = this.protocol?.eofReceived?.()
    } catch (error) {
      this.fatalError(error, 'protocol.eofReceived() failed')
      return
    }

    if (!keepOpen) this.close()
  }
}
