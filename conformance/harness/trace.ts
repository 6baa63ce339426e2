import type { TraceEvent, ViolatedEdge } from '../../spec/index.ts'

/** The label of what a call threw, in the trace of a check that never ended. */
export const aside = 'a call threw'

/** A report shows at most this many events of one check. */
const longest = 200

/** What happened during a check, in order. Events are recorded inside the candidate and judged outside. */
export class Trace {
  readonly events: TraceEvent[] = []
  /** Receives every event that the trace keeps, as it happens, and what `tell` says. Null: nobody needs that. */
  onEvent: ((event: TraceEvent) => void) | null = null
  /** What runs at present, and in which iteration. Null if that is not known. */
  lane: string | null = null
  turn: number | null = null
  readonly #positions = new Map<string, number[]>()
  #length = 0

  /** Everything that is recorded until `run` returns belongs to this lane. */
  within<T>(lane: string, run: () => T): T {
    const outer = this.lane
    this.lane = lane
    try {
      return run()
    } finally {
      this.lane = outer
    }
  }

  record(label: string, detail?: string): void {
    const positions = this.#positions.get(label)
    if (positions === undefined) this.#positions.set(label, [this.#length])
    else positions.push(this.#length)
    this.#length++
    if (this.events.length >= longest) return
    const { lane, turn } = this
    const event = {
      label,
      ...(detail === undefined ? {} : { detail }),
      ...(lane === null ? {} : { lane }),
      ...(turn === null ? {} : { turn }),
    }
    this.events.push(event)
    this.onEvent?.(event)
  }

  /** Something that belongs to no event. It is kept outside only, for a check that never ends. */
  tell(words: () => string): void {
    this.onEvent?.({ label: aside, detail: words() })
  }

  /** How many events were recorded, also those that a report does not show. */
  get length(): number {
    return this.#length
  }

  count(label: string): number {
    return this.#positions.get(label)?.length ?? 0
  }

  /** The labels in order, for messages. */
  labels(): string[] {
    return this.events.map((event) => event.label)
  }

  /**
   * Judges a partial order: every pair of neighbours must have happened, the first before the second. Whatever else
   * happened between them is legal. Returns the first pair that is wrong.
   */
  findViolation(chain: readonly string[]): ViolatedEdge | null {
    for (let index = 1; index < chain.length; index++) {
      const [before = '', after = ''] = [chain[index - 1], chain[index]]
      const last = this.#positions.get(before)?.at(-1)
      const first = this.#positions.get(after)?.[0]
      if (last === undefined || first === undefined || last > first) return { before, after }
    }
    return null
  }
}
