/** Transports that end wrongly. */
import { SocketTransport } from '../../../reference/index.ts'
import { isFatalError } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { transportFault as fault } from './transports-fault.ts'

class SaysItTwice extends SocketTransport {
  override abort(): void {
    const { protocol } = this
    super.abort()
    this.schedule(() => protocol?.connectionLost?.(null))
  }
}

class LosesInline extends SocketTransport {
  protected override scheduleLoss(error: unknown, abort?: boolean): void {
    this.loseConnection(error, abort)
  }
}

class HidesTheReason extends SocketTransport {
  protected override loseConnection(_error: unknown, abort?: boolean): void {
    super.loseConnection(null, abort)
  }
}

class ReadsBeforeItCloses extends SocketTransport {
  override close(): void {
    const data = this.closing || this.eofSeen ? null : this.sock.receive(1000)
    if (data !== null && data.length > 0) this.receiveData(data)
    super.close()
  }
}

class ClosesWithoutFlushing extends SocketTransport {
  override close(): void {
    this.buffer = []
    this.bufferSize = 0
    super.close()
  }
}

class AbortsPolitely extends SocketTransport {
  override abort(): void {
    if (this.closing) super.abort()
    else super.close()
  }
}

class KeepsTheSize extends SocketTransport {
  #kept = 0

  protected override forceClose(error: unknown): void {
    if (!this.lost) this.#kept = this.bufferSize
    super.forceClose(error)
  }

  override getWriteBufferSize(): number {
    return this.lost ? this.#kept : super.getWriteBufferSize()
  }
}

class ClosesTheSocketLast extends SocketTransport {
  protected override loseConnection(error: unknown, abort?: boolean): void {
    this.protocol?.connectionLost?.(error)
    this.protocol = null
    super.loseConnection(error, abort)
  }
}

class StaysOpenAfterEof extends SocketTransport {
  protected override receiveEof(): void {
    const { closing } = this
    this.closing = true
    super.receiveEof()
    if (!this.lost) this.closing = closing
  }
}

class ClosesAfterEof extends SocketTransport {
  protected override receiveEof(): void {
    super.receiveEof()
    this.close()
  }
}

class FailsInSilence extends SocketTransport {
  protected override fatalError(exception: unknown): void {
    if (isFatalError(exception)) throw exception
    this.forceClose(exception)
  }
}

export const transportsEndingFaults: readonly Fault[] = [
  fault(
    'loses-an-aborted-connection-twice',
    'connection-lost-comes-once',
    /"connectionLost" happened/,
    SaysItTwice,
  ),
  fault(
    'loses-the-connection-inline',
    'connection-lost-comes-later',
    /"connectionLost" came before "close\(\) returned"/,
    LosesInline,
  ),
  fault(
    'hides-why-the-connection-was-lost',
    'connection-lost-says-why',
    /what connectionLost\(\) got: \[null\]/,
    HidesTheReason,
  ),
  fault(
    'reads-before-it-closes',
    'close-stops-reading',
    /what dataReceived\(\) got is 'beforeafter'/,
    ReadsBeforeItCloses,
  ),
  fault(
    'closes-without-flushing',
    'close-sends-what-was-written',
    /how often connectionLost\(\) was called with bytes left is 1/,
    ClosesWithoutFlushing,
  ),
  fault(
    'aborts-politely',
    'abort-drops-what-was-written',
    /before the peer took anything is 0/,
    AbortsPolitely,
  ),
  fault(
    'keeps-the-size-of-a-dropped-buffer',
    'buffer-is-empty-at-the-end',
    /after connectionLost\(\) is 250/,
    KeepsTheSize,
  ),
  fault(
    'closes-the-socket-after-a-protocol-that-throws',
    'socket-is-closed-at-the-end',
    /closed of the socket is false/,
    ClosesTheSocketLast,
  ),
  fault(
    'stays-open-after-the-end-of-the-stream',
    'end-of-stream-closes',
    /"connectionLost" never happened/,
    StaysOpenAfterEof,
  ),
  fault(
    'closes-after-the-end-of-the-stream',
    'true-from-eof-received-keeps-it-open',
    /isClosing\(\) after the end of the stream is true/,
    ClosesAfterEof,
  ),
  fault(
    'fails-in-silence',
    'failing-protocol-ends-the-connection',
    /exception handler heard: \[\]/,
    FailsInSilence,
  ),
]
