import type { EventLoop, RefusedOverride } from '../../spec/index.ts'
import type { Candidate } from './candidate.ts'
import type { Host } from './host.ts'
import type { Lack } from './lacks.ts'
import type { FoundProgram, ProgramSearch } from './programs.ts'

/** What only some hosts and some loops can do. A check that needs what is missing is skipped. */
export class Instruments {
  readonly #candidate: Candidate
  readonly #host: Host
  readonly #skipWithout: (lack: Lack) => never
  readonly #isFinished: () => boolean
  readonly #beforeCollection: () => void
  #restoreConsole: () => void = () => undefined
  #allowOpening: () => void = () => undefined

  constructor(
    candidate: Candidate,
    host: Host,
    skipWithout: (lack: Lack) => never,
    isFinished: () => boolean,
    beforeCollection: () => void,
  ) {
    this.#candidate = candidate
    this.#host = host
    this.#skipWithout = skipWithout
    this.#isFinished = isFinished
    this.#beforeCollection = beforeCollection
  }

  /** Collects garbage until the condition holds, or the check is over. For clauses of the profile `gc`. */
  async collectGarbageUntil(condition: () => boolean): Promise<void> {
    const host = this.#host
    const { adapter } = this.#candidate
    if (host.gc === undefined) throw new Error('The host has no method that collects garbage.')
    this.#beforeCollection()
    const collectHere = async (): Promise<void> => {
      // What deref() has returned stays alive until the turn is over, and finalizers run in a turn of their own.
      await host.turn()
      host.gc?.()
      await host.turn()
    }
    while (!condition() && !this.#isFinished()) await (adapter.collect?.(collectHere) ?? collectHere())
  }

  /** What the candidate overrides and asyncio cannot call, in this version of CPython or in a later one. */
  refusedOverrides(): readonly RefusedOverride[] {
    const { adapter } = this.#candidate
    return adapter.refusedOverrides?.() ?? this.#skipWithout('overrides')
  }

  /** Calls `loop.callSoonThreadsafe(callback)` in another thread, after `delayMs` milliseconds. */
  callFromThread(loop: EventLoop, callback: () => void, delayMs: number): void {
    const { adapter } = this.#candidate
    if (adapter.callFromThread === undefined) this.#skipWithout('threads')
    else adapter.callFromThread(loop, callback, delayMs)
  }

  /**
   * Returns a function that returns how many milliseconds the thread of the loop has worked since, or has waited for a processor.
   * A loop in JavaScript works in this thread, whatever its adapter says. For the profile `timers-real`.
   */
  measureBusyTime(): () => number {
    const { adapter } = this.#candidate
    if (adapter.python === undefined) return this.#host.measureBusyTime?.() ?? this.#skipWithout('busyTime')
    const before = adapter.cpuTime?.() ?? this.#skipWithout('busyTime')
    return () => (adapter.cpuTime?.() ?? NaN) - before
  }

  /** The class in Python of what a protocol got; null for a loop in JavaScript. */
  classOfBytes(data: Uint8Array): string | null {
    return this.#candidate.adapter.classOfBytes?.(data) ?? null
  }

  /** Lets the system refuse every new file and socket. Returns a function that ends this; the end of the check does so, too. */
  forbidOpening(): () => void {
    const { adapter } = this.#candidate
    if (adapter.mayOpen?.(false) !== true) return this.#skipWithout('exhaustion')
    this.#allowOpening = () => {
      this.#allowOpening = () => undefined
      adapter.mayOpen?.(true)
    }
    return () => this.#allowOpening()
  }

  /**
   * How many files and sockets the process of a loop in Python has open. For a loop in JavaScript, which shares its process with the kit:
   * how many sockets of this thread are open. Compare two counts of one check.
   */
  openFiles(): number {
    const { adapter } = this.#candidate
    if (adapter.python !== undefined) return adapter.openFiles?.() ?? this.#skipWithout('openFiles')
    const kinds = Object.entries(this.#host.keepingAlive?.() ?? this.#skipWithout('openFiles'))
    return kinds.reduce((sum, [kind, count]) => (/^(TCP|UDP)/.test(kind) ? sum + count : sum), 0)
  }

  /** Records the warnings of the candidate until the check ends. Returns a function that returns those so far. */
  recordWarnings(): () => readonly string[] {
    const warnings: string[] = []
    const { adapter } = this.#candidate
    if (adapter.takeWarnings !== undefined) {
      adapter.takeWarnings()
      return () => {
        warnings.push(...(adapter.takeWarnings?.() ?? []))
        return warnings
      }
    }
    const { console } = globalThis as unknown as { console: { warn: (...values: unknown[]) => void } }
    const warn = console.warn
    this.#restoreConsole = () => {
      console.warn = warn
    }
    console.warn = (...values) => {
      warnings.push(values.map(String).join(' '))
    }
    return () => warnings
  }

  /** Runs generated programs on the reference and on the candidate. Returns a program on which they differ, or null. */
  async findProgram(
    search: Pick<ProgramSearch, 'seed' | 'programs' | 'onProgram'>,
  ): Promise<FoundProgram | null> {
    const candidate = this.#candidate
    const { adapter } = candidate
    const cannotCompare = adapter.python !== undefined && adapter.comparePrograms === undefined
    if (this.#host.programs === undefined || cannotCompare) return this.#skipWithout('programs')
    const programs = await this.#host.programs()
    return programs.find({ ...search, candidate, now: () => this.#host.now() })
  }

  /** Puts everything back that was replaced. */
  end(): void {
    this.#restoreConsole()
    this.#allowOpening()
  }
}
