import type { Clause, Intermittent } from '../../spec/index.ts'
import { keyOf, type Check } from './check.ts'
import { isWorthRepeating } from './run-again.ts'
import type { CheckOutcome } from './run-check.ts'

/** After so many hangs in one area the rest of it is not tried, and after so many in all nothing more is. */
const hangsPerArea = 3
const hangsInAll = 10

export type Settled =
  | { readonly test: Check; readonly outcome: CheckOutcome }
  | { readonly test: Check; readonly blockedBy: string }

export interface ScheduleOptions {
  readonly tests: readonly Check[]
  readonly clauses: ReadonlyMap<string, Clause>
  /** False: run everything, whatever fails. */
  readonly blocking?: boolean
  /** Clauses whose failure is declared; what requires them runs nevertheless. */
  readonly tolerated?: ReadonlySet<string>
  /** True: go on, however many checks hang. */
  readonly patient?: boolean
  readonly random?: () => number
  readonly onSettled?: (settled: Settled) => void
}

/**
 * Hands out checks, those of a clause only after the clauses it requires have been judged, and in a random order among
 * those that are ready. What requires a clause that is not kept is blocked: one fault is one failure.
 */
export class Schedule {
  readonly settled = new Map<string, Settled>()
  readonly #options: ScheduleOptions
  #waiting: Check[]
  /** How many checks of each selected clause are not settled yet. */
  readonly #open = new Map<string, number>()
  readonly #broken = new Map<string, string>()
  readonly #hangs = new Map<string, string[]>()

  constructor(options: ScheduleOptions) {
    this.#options = options
    this.#waiting = shuffle(options.tests, options.random)
    for (const { clause } of options.tests) this.#open.set(clause, (this.#open.get(clause) ?? 0) + 1)
  }

  get finished(): boolean {
    return this.settled.size === this.#options.tests.length
  }

  /** Up to `count` checks that may run now. None, although not finished: wait for those under way. */
  take(count: number): Check[] {
    const taken: Check[] = []
    let progress = true
    while (progress && taken.length === 0) {
      progress = false
      const left: Check[] = []
      for (const test of this.#waiting) {
        const blocker = this.#blockerOf(test)
        if (blocker !== null) {
          this.#settle({ test, blockedBy: blocker })
          progress = true
        } else if (taken.length < count && this.#isReady(test)) taken.push(test)
        else left.push(test)
      }
      this.#waiting = left
    }
    return taken
  }

  /** A check that was taken and did not run comes back. */
  putBack(tests: readonly Check[]): void {
    this.#waiting.unshift(...tests)
  }

  report(test: Check, outcome: CheckOutcome): void {
    if (outcome.status === 'hang') {
      const area = areaOf(test)
      this.#hangs.set(area, [...(this.#hangs.get(area) ?? []), test.clause])
    }
    const tolerated = this.#options.tolerated?.has(test.clause) === true
    if (
      outcome.status !== 'pass' &&
      outcome.status !== 'skip' &&
      !tolerated &&
      !this.#broken.has(test.clause)
    )
      this.#broken.set(test.clause, test.clause)
    this.#settle({ test, outcome })
  }

  /** The checks that failed and are to be run again, in the order in which they did. */
  worthRepeating(): Check[] {
    const { clauses, tolerated } = this.#options
    return [...this.settled.values()].flatMap((settled) => {
      if ('blockedBy' in settled || tolerated?.has(settled.test.clause) === true) return []
      return isWorthRepeating(clauses.get(settled.test.clause), settled.outcome) ? [settled.test] : []
    })
  }

  /** What came of it. One that always fails is no news. */
  reportRepeated(test: Check, intermittent: Intermittent): void {
    const settled = this.settled.get(keyOf(test))
    if (settled === undefined || 'blockedBy' in settled || intermittent.failed === intermittent.runs) return
    this.settled.set(keyOf(test), { test, outcome: { ...settled.outcome, intermittent } })
  }

  #settle(settled: Settled): void {
    const { test } = settled
    this.settled.set(keyOf(test), settled)
    this.#open.set(test.clause, (this.#open.get(test.clause) ?? 1) - 1)
    if ('blockedBy' in settled && !this.#broken.has(test.clause))
      this.#broken.set(test.clause, settled.blockedBy)
    this.#options.onSettled?.(settled)
  }

  #requires(test: Check): readonly string[] {
    return this.#options.clauses.get(test.clause)?.requires ?? []
  }

  #isReady(test: Check): boolean {
    return this.#requires(test).every((id) => (this.#open.get(id) ?? 0) === 0)
  }

  /** The root of what keeps the check from being judged: a broken requirement, or too many hangs. */
  #blockerOf(test: Check): string | null {
    if (this.#options.blocking === false) return null
    for (const id of this.#requires(test)) {
      const root = this.#broken.get(id)
      if (root !== undefined) return root
    }
    if (this.#options.patient === true) return null
    const here = this.#hangs.get(areaOf(test)) ?? []
    if (here.length >= hangsPerArea) return here[0] ?? null
    const all = [...this.#hangs.values()].flat()
    return all.length >= hangsInAll ? (all[0] ?? null) : null
  }
}

function areaOf(test: Check): string {
  return test.clause.split('.')[0] ?? ''
}

function shuffle<T>(items: readonly T[], random: (() => number) | undefined): T[] {
  const shuffled = [...items]
  if (random === undefined) return shuffled
  for (let index = shuffled.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1))
    ;[shuffled[index], shuffled[other]] = [shuffled[other] as T, shuffled[index] as T]
  }
  return shuffled
}
