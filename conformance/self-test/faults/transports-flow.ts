/** Transports that stop their writers at the wrong moment, and transports that forget what they know. */
import { SocketTransport } from '../../../reference/index.ts'
import type { Protocol } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { transportFault as fault } from './transports-fault.ts'

class PausesAtTheMark extends SocketTransport {
  protected override maybePauseProtocol(): void {
    const high = this.highWater
    if (high > 0) this.highWater = high - 1
    super.maybePauseProtocol()
    this.highWater = high
  }
}

class ResumesWhenEmpty extends SocketTransport {
  protected override maybeResumeProtocol(): void {
    if (this.bufferSize === 0) super.maybeResumeProtocol()
  }
}

class HidesFailures extends SocketTransport {
  protected override tellProtocol(method: 'pauseWriting' | 'resumeWriting'): void {
    try {
      this.protocol?.[method]?.()
    } catch {
      // Nobody hears of it.
    }
  }
}

class HalvesTheMark extends SocketTransport {
  protected override setLimits(high?: number | null, low?: number | null): void {
    super.setLimits(high, low ?? (typeof high === 'number' ? Math.floor(high / 2) : null))
  }
}

class PutsTheHighMarkFirst extends SocketTransport {
  override getWriteBufferLimits(): readonly [number, number] {
    return [this.highWater, this.lowWater]
  }
}

class BendsMarks extends SocketTransport {
  protected override setLimits(high?: number | null, low?: number | null): void {
    try {
      super.setLimits(high, low)
    } catch {
      super.setLimits(0, 0)
    }
  }
}

class LooksAtTheNextWrite extends SocketTransport {
  override setWriteBufferLimits(high?: number | null, low?: number | null): void {
    this.setLimits(high, low)
  }
}

class KeepsItsFirstProtocol extends SocketTransport {
  #shown: Protocol | null = null

  override setProtocol(protocol: Protocol): void {
    this.#shown = protocol
  }

  override getProtocol(): Protocol | null {
    return this.#shown ?? super.getProtocol()
  }
}

class ForgetsItsPeer extends SocketTransport {
  override getExtraInfo(name: string, fallback?: unknown): unknown {
    return name === 'peername' && this.protocol === null ? null : super.getExtraInfo(name, fallback)
  }
}

class BorrowsContexts extends SocketTransport {
  protected override schedule(callback: () => void): void {
    this.loop.callSoon(callback)
  }
}

class StaysAttached extends SocketTransport {
  protected override loseConnection(error: unknown, abort?: boolean): void {
    this.server = null
    super.loseConnection(error, abort)
  }
}

export const transportsFlowFaults: readonly Fault[] = [
  fault('pauses-writing-at-the-mark', 'pause-writing-above-the-high-mark', /\[0, 1, 1, 1\]/, PausesAtTheMark),
  fault(
    'resumes-writing-when-the-buffer-is-empty',
    'resume-writing-at-the-low-mark',
    /was called: \[\]/,
    ResumesWhenEmpty,
  ),
  fault(
    'hides-a-failing-pause-writing',
    'failing-flow-control-is-reported',
    /exception handler heard: \[\]/,
    HidesFailures,
  ),
  fault('halves-the-high-mark', 'marks-have-defaults', /twice: \[50, 100/, HalvesTheMark),
  fault('puts-the-high-mark-first', 'marks-follow-each-other', /twice: \[1000, 200/, PutsTheHighMarkFirst),
  fault('bends-wrong-marks', 'wrong-marks-are-refused', /threw nothing/, BendsMarks),
  fault(
    'looks-at-new-marks-when-it-writes',
    'lower-mark-pauses-at-once',
    /setWriteBufferLimits\(\) returned is 0/,
    LooksAtTheNextWrite,
  ),
  fault(
    'keeps-its-first-protocol',
    'protocol-can-be-replaced',
    /first protocol received is 'onetwo'/,
    KeepsItsFirstProtocol,
  ),
  fault('forgets-its-peer', 'extra-info-tells-the-addresses', /the same after the end/, ForgetsItsPeer),
  fault(
    'borrows-the-context-of-whoever-sends',
    'callbacks-run-in-the-context-of-the-connection',
    /of somebody else/,
    BorrowsContexts,
  ),
  fault(
    'stays-attached-to-its-server',
    'server-counts-the-transport',
    /what attach\(\) and detach\(\) got/,
    StaysAttached,
  ),
]
