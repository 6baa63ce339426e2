/** Transports that differ as asyncio and uvloop do. */
import { SocketTransport } from '../../../reference/index.ts'
import { loopOf } from '../fault.ts'
import type { LegalLoop } from './legal-loop.ts'

/** Reads byte by byte. */
class SmallReads extends SocketTransport {
  protected override receiveData(data: Uint8Array): void {
    for (const byte of data) if (this.isReading()) super.receiveData(Uint8Array.of(byte))
  }
}

/** Delivers one byte in each iteration. */
class SlowReads extends SocketTransport {
  readonly #waiting: Uint8Array[] = []
  #ended = false

  protected override receiveData(data: Uint8Array): void {
    const idle = this.#waiting.length === 0
    if (data.length > 0) this.#waiting.push(data)
    if (idle) this.schedule(this.#deliver)
  }

  protected override receiveEof(): void {
    if (this.#waiting.length === 0) super.receiveEof()
    else this.#ended = true
  }

  override resumeReading(): void {
    super.resumeReading()
    if (this.#waiting.length > 0) this.schedule(this.#deliver)
  }

  readonly #deliver = (): void => {
    if (!this.isReading()) return
    const [piece] = this.#waiting
    if (piece === undefined) return
    if (piece.length > 1) this.#waiting[0] = piece.subarray(1)
    else this.#waiting.shift()
    super.receiveData(piece.slice(0, 1))
    if (this.#waiting.length > 0) this.schedule(this.#deliver)
    else if (this.#ended && this.isReading()) {
      this.#ended = false
      super.receiveEof()
    }
  }
}

/** Drops what is written after `close()`, as uvloop does, and throws after the end. */
class DropsLateWrites extends SocketTransport {
  override write(data: Uint8Array): void {
    if (this.closing && this.protocol === null) throw new Error('The transport is gone.')
    if (!this.closing || this.eofWritten) super.write(data)
  }
}

/** Resumes its writer when the high mark is raised above the buffered size, as uvloop does. */
class ResumesForHigherMarks extends SocketTransport {
  override setWriteBufferLimits(high?: number | null, low?: number | null): void {
    super.setWriteBufferLimits(high, low)
    this.maybeResumeProtocol()
  }
}

function legal(
  name: string,
  transports: typeof SocketTransport,
  others: LegalLoop['profiles'] = ['streams'],
): LegalLoop {
  const Loop = loopOf({ transports })
  return { name, profiles: ['base-hooks', 'net', ...(others ?? [])], newEventLoop: () => new Loop() }
}

export const transportLiberties: readonly LegalLoop[] = [
  // It loses what it has when it is paused, and streams pause.
  legal('reads-byte-by-byte', SmallReads, []),
  legal('delivers-a-byte-an-iteration', SlowReads),
  legal('drops-late-writes', DropsLateWrites),
  legal('resumes-for-higher-marks', ResumesForHigherMarks),
]
