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

function legal(name: string, transports: typeof SocketTransport): LegalLoop {
  const Loop = loopOf({ transports })
  return { name, profiles: ['base-hooks', 'net'], newEventLoop: () => new Loop() }
}

export const transportLiberties: readonly LegalLoop[] = [
  legal('reads-byte-by-byte', SmallReads),
  legal('drops-late-writes', DropsLateWrites),
  legal('resumes-for-higher-marks', ResumesForHigherMarks),
]
