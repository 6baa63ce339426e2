import type { CheckOutcome } from './check-outcome.ts'
import type { Check } from './check.ts'
import type { Ran } from './runner.ts'

/** A check that was late runs once more with a deadline that is longer by this factor. */
const longer = 5

/** A check whose first outcome is not believed, because the machine may be to blame for it. */
export interface SecondChance {
  readonly check: Check
  readonly first: CheckOutcome
  /** Milliseconds. */
  readonly deadlineMs: number
}

/** The checks that the deadline or an outside hand ended. Each of them runs once more, alone. */
export class SecondChances {
  readonly #waiting: SecondChance[] = []
  #late = 0

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** Whether the machine may be to blame for an outcome. */
  static isDoubtful({ outcome, isKilled }: Ran): boolean {
    return outcome.late === true || isKilled === true
  }

  give(check: Check, first: CheckOutcome, deadlineMs: number): void {
    this.#waiting.push({ check, first, deadlineMs: deadlineMs * longer })
  }

  take(): SecondChance | undefined {
    return this.#waiting.shift()
  }

  /** A check that was taken and did not run comes back. */
  putBack(chance: SecondChance): void {
    this.#waiting.unshift(chance)
  }

  /** What a check came to that has run twice. */
  settle({ first }: SecondChance, { outcome, isKilled }: Ran): CheckOutcome {
    const isLateAgain = outcome.late === true
    if (first.late === true && !isLateAgain && outcome.status !== 'crash') this.#late++
    // Code that spins until it has used up all memory hangs, too. The first outcome says where.
    return first.late === true && outcome.status === 'crash' && isKilled !== true ? first : outcome
  }

  /** A sentence about the checks that were late and then were not, if there are any. */
  get finding(): string | null {
    if (this.#late === 0) return null
    const [who, they] =
      this.#late === 1 ? ['One check was', 'it'] : [`${String(this.#late)} checks were`, 'they']
    return (
      `${who} late, and in time when ${they} ran once more, alone and with ${String(longer)} times the deadline: ` +
      'the machine is busy, or the loop is slow.'
    )
  }
}
