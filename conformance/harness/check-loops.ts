import type { EventLoop, ExceptionContext, ExceptionHandler } from '../../spec/index.ts'
import { attempt } from './attempt.ts'
import type { Candidate } from './candidate.ts'
import { Preparation, type Condition } from './condition.ts'
import { showReport } from './show.ts'
import type { Trace } from './trace.ts'

interface CheckLoop {
  readonly loop: EventLoop
  /** Everything that its exception handler received. */
  readonly reports: ExceptionContext[]
  /** The part of it that the handler received while a loop was running. */
  readonly inTurns: ExceptionContext[]
  /** True once the check has asked for the reports: then some are expected. */
  asked: boolean
  /** True if `setExceptionHandler()` has thrown. That is a clause of its own, and hides nothing else. */
  isDeaf: boolean
}

/** The loops of one check, with what their exception handlers receive. */
export class CheckLoops {
  readonly #candidate: Candidate
  readonly #preparation: Preparation
  readonly #trace: Trace
  readonly #loops: CheckLoop[] = []
  #iterations = 0

  constructor(candidate: Candidate, trace: Trace) {
    this.#candidate = candidate
    this.#preparation = new Preparation(candidate)
    this.#trace = trace
  }

  /** Before the check makes its first loop. */
  prepare(condition: Condition): Promise<void> {
    return this.#preparation.prepare(condition)
  }

  create(): EventLoop {
    const loop = this.#preparation.newEventLoop()
    const reports: ExceptionContext[] = []
    const inTurns: ExceptionContext[] = []
    const handler = this.#handlerOf(reports, inTurns)
    const isDeaf = attempt(() => loop.setExceptionHandler(handler)).threw
    this.#loops.push({ loop, reports, inTurns, asked: false, isDeaf })
    return loop
  }

  /**
   * A method of its own: the handler does not refer to the loop, and no closure beside it does. Over a bridge, each would keep the other
   * alive.
   */
  #handlerOf(reports: ExceptionContext[], inTurns: ExceptionContext[]): ExceptionHandler {
    return (...args: readonly unknown[]) => {
      // A loop may call it with anything.
      const given = args[1]
      const context = (typeof given === 'object' && given !== null ? given : {}) as ExceptionContext
      // A report between turns comes from a garbage collection, which can happen at any time. Most checks ignore it.
      const running = attempt(() => this.#candidate.api.peekRunningLoop())
      if (running.threw || running.value !== null) inTurns.push(context)
      reports.push(context)
      const { message, exception } = showReport(context)
      const number =
        args.length === 2
          ? ''
          : `called with ${args.length === 1 ? '1 argument' : `${String(args.length)} arguments`}, not 2`
      const said = [number, message, exception].filter((part) => part !== null && part !== '').join(' · ')
      this.#trace.within('loop', () => this.#trace.record('exception handler', said))
    }
  }

  includes(loop: EventLoop | null): boolean {
    return this.#loops.some((entry) => entry.loop === loop)
  }

  /** Whether the loop has refused the exception handler of the check. */
  isDeaf(loop: EventLoop): boolean {
    return this.#loops.some((entry) => entry.loop === loop && entry.isDeaf)
  }

  reports(loop: EventLoop): readonly ExceptionContext[] {
    const entry = this.#loops.find((candidate) => candidate.loop === loop)
    if (entry === undefined)
      throw new Error('reports() takes a loop that newEventLoop() of the check has made.')
    entry.asked = true
    return entry.reports
  }

  /** The errors that exception handlers have received, of loops whose reports the check did not ask for. */
  get unaskedErrors(): unknown[] {
    return this.#loops
      .filter(({ asked, isDeaf }) => !asked && !isDeaf)
      .flatMap(({ reports }) => reports.flatMap((report) => attempt(() => report.exception)))
      .flatMap((read) => (read.threw || read.value === undefined ? [] : [read.value]))
  }

  /** Each callback of the chain is one iteration. The trace records its number. */
  async iterate(loop: EventLoop, count: number): Promise<void> {
    const trace = this.#trace
    // Without arguments: whether a callback gets those is a clause of its own.
    let left = count
    const hop = (): void => {
      trace.turn = ++this.#iterations
      if (left-- === 0) loop.stop()
      else loop.callSoon(hop)
    }
    loop.callSoon(hop)
    trace.turn = ++this.#iterations
    await loop.runForever()
    trace.turn = null
  }

  /** Refers to the loop no longer. Nothing judges its reports. */
  forget(loop: EventLoop): void {
    const place = this.#loops.findIndex((entry) => entry.loop === loop)
    if (place >= 0) this.#loops.splice(place, 1)
  }

  /** Closes each loop. Calls `unasked` with the first report of each loop whose reports the check did not ask for, or null. */
  close(unasked: (report: ExceptionContext | null) => void): void {
    for (const { loop, inTurns, asked, isDeaf } of this.#loops) {
      if (!asked && !isDeaf) unasked(inTurns[0] ?? null)
      attempt(() => {
        if (!loop.isClosed() && !loop.isRunning()) loop.close()
      })
    }
    attempt(() => this.#preparation.end())
  }
}
