/** Transports that do something to the bytes. */
import { SocketTransport } from '../../../reference/index.ts'
import type { Fault } from '../fault.ts'
import { transportFault as fault } from './transports-fault.ts'

class Truncates extends SocketTransport {
  protected override receiveData(data: Uint8Array): void {
    super.receiveData(data.subarray(0, 30))
  }
}

class SendsTheLastFirst extends SocketTransport {
  override write(data: Uint8Array): void {
    super.write(data)
    const last = this.buffer.length > 1 ? this.buffer.pop() : undefined
    if (last !== undefined) this.buffer.unshift(last)
  }
}

class DefersWrites extends SocketTransport {
  #now = false

  protected override schedule(callback: () => void): void {
    super.schedule(() => {
      this.#now = true
      try {
        callback()
      } finally {
        this.#now = false
      }
    })
  }

  protected override flush(): boolean {
    if (this.#now) return super.flush()
    this.sock.whenWritable(this.onWritable)
    return true
  }
}

class WritesText extends SocketTransport {
  override write(data: Uint8Array): void {
    const value = data as unknown
    super.write(typeof value === 'string' ? Uint8Array.from(value, (letter) => letter.charCodeAt(0)) : data)
  }
}

class DropsAfterEof extends SocketTransport {
  override write(data: Uint8Array): void {
    if (!this.eofWritten) super.write(data)
  }
}

class LosesPatience extends SocketTransport {
  #late = 0

  override write(data: Uint8Array): void {
    if (this.closing && ++this.#late >= 5) throw new Error('The transport is closed.')
    super.write(data)
  }
}

class EmptiesTheSocketFirst extends SocketTransport {
  override pauseReading(): void {
    const reading = this.isReading()
    super.pauseReading()
    const data = reading ? this.sock.receive(1000) : null
    if (data !== null && data.length > 0) this.receiveData(data)
  }
}

class HangsUpFirst extends SocketTransport {
  override writeEof(): void {
    if (this.closing || this.eofWritten) return
    this.eofWritten = true
    this.sock.shutdownWrite()
  }
}

export const transportsBytesFaults: readonly Fault[] = [
  fault(
    'truncates-what-arrives',
    'data-arrives-in-order',
    /whether dataReceived\(\) got all of it is false/,
    Truncates,
  ),
  fault(
    'sends-the-last-write-first',
    'write-sends-in-order',
    /whether they are the right ones is false/,
    SendsTheLastFirst,
  ),
  fault('defers-every-write', 'write-begins-at-once', /when write\(\) returns is ''/, DefersWrites),
  fault('writes-text', 'write-takes-bytes', /write\(\) of string threw nothing/, WritesText),
  fault(
    'drops-writes-after-eof',
    'write-after-eof-is-refused',
    /write\(\) of bytes threw nothing/,
    DropsAfterEof,
  ),
  fault(
    'loses-patience-with-late-writes',
    'write-after-close-is-no-error',
    /write\(\) after close\(\) threw/,
    LosesPatience,
  ),
  fault(
    'empties-the-socket-before-it-pauses',
    'pause-reading-holds-data',
    /while reading was paused is 'held'/,
    EmptiesTheSocketFirst,
  ),
  fault(
    'hangs-up-before-the-data',
    'write-eof-follows-the-data',
    /how many bytes the peer got/,
    HangsUpFirst,
  ),
]
