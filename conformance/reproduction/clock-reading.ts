import type { Wire } from '../bridge/index.ts'
import { literal, seconds } from './values.ts'

/** What `time()` of a loop returned last. Points in time are written as distances from it. */
export class ClockReading {
  readonly #loop: string
  readonly #time: number

  constructor(loop: string, time: number) {
    this.#loop = loop
    this.#time = time
  }

  /** A point in time that is passed to a method. */
  expression(wire: Wire): string {
    if (typeof wire !== 'number') return literal(wire) ?? 'None'
    const distance = seconds(Math.abs(wire - this.#time))
    if (distance === '0') return `${this.#loop}.time()`
    return `${this.#loop}.time() ${wire < this.#time ? '-' : '+'} ${distance}`
  }

  /** Whether a point in time that was returned is about as far away as on asyncio, as an expression of `value`. */
  tell(wire: Wire): string | null {
    if (typeof wire !== 'number') return null
    return `abs(value - ${this.#loop}.time() - ${String(Number((wire - this.#time).toFixed(1)))}) < 1`
  }
}
