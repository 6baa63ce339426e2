import { isFatalError, ValueError } from '../spec/errors.ts'
import type { EventLoop, Protocol } from '../spec/interfaces/index.ts'

type Paused = Pick<Protocol, 'pauseWriting' | 'resumeWriting'>

/**
 * The half of a transport that tells its protocol when to stop writing and when to go on. A subclass calls
 * `maybePauseProtocol` after the write buffer has grown and `maybeResumeProtocol` after it has shrunk.
 *
 * Invariant: `pauseWriting` and `resumeWriting` alternate, and the first is `pauseWriting`.
 */
export abstract class FlowControl<P extends Paused = Protocol> {
  protected abstract readonly loop: EventLoop
  protected protocol: P | null
  protected protocolPaused = false
  protected highWater = 0
  protected lowWater = 0

  constructor(protocol: P) {
    this.protocol = protocol
    this.setLimits()
  }

  abstract getWriteBufferSize(): number

  getWriteBufferLimits(): readonly [low: number, high: number] {
    return [this.lowWater, this.highWater]
  }

  setWriteBufferLimits(high?: number | null, low?: number | null): void {
    this.setLimits(high, low)
    this.maybePauseProtocol()
  }

  protected setLimits(high?: number | null, low?: number | null): void {
    const top = high ?? (typeof low === 'number' ? 4 * low : 64 * 1024)
    const bottom = low ?? Math.floor(top / 4)
    if (!(top >= bottom && bottom >= 0))
      throw new ValueError(
        `The write buffer limits must satisfy 0 <= low <= high. Got low ${bottom} and high ${top}.`,
      )
    this.highWater = top
    this.lowWater = bottom
  }

  protected maybePauseProtocol(): void {
    if (this.protocolPaused || this.getWriteBufferSize() <= this.highWater) return
    this.protocolPaused = true
    this.tellProtocol('pauseWriting')
  }

  protected maybeResumeProtocol(): void {
    if (!this.protocolPaused || this.getWriteBufferSize() > this.lowWater) return
    this.protocolPaused = false
    this.tellProtocol('resumeWriting')
  }

  /** The protocol is called in the middle of a write. An error of the protocol must not stop the write. */
  protected tellProtocol(method: 'pauseWriting' | 'resumeWriting'): void {
    const { protocol } = this
    try {
      protocol?.[method]?.()
    } catch (exception) {
      if (isFatalError(exception)) throw exception
      const message = `protocol.${method}() failed`
      this.loop.callExceptionHandler({ message, exception, transport: this, protocol })
    }
  }
}
