import type { Intermittent, Specification } from '../../spec/index.ts'
import { keyOf, type Check } from './check.ts'
import { isWorthRepeating } from './run-again.ts'
import { isFailure, skippedFor, type CheckOutcome } from './check-outcome.ts'
import { Requirements } from './requirements.ts'
import type { SettledCheck } from './settled-check.ts'
import { blameLacks } from './blame-lacks.ts'

/**
 * After this many hangs in one area, the rest of the area is not tried. After this many in all, nothing more is. A check in which the
 * candidate ends its process counts as a hang: it takes as long.
 */
const hangsPerArea = 3
const hangsInAll = 10

/** A check that waits, with what `take` looks at each time. */
interface WaitingCheck {
  readonly check: Check
  /** The clauses of the run that the clause of the check requires, the near ones first. */
  readonly requires: readonly string[]
  /** How many of them, from the first on, are known to be settled. */
  met: number
  readonly area: string
}

export interface ScheduleOptions {
  readonly checks: readonly Check[]
  readonly specification: Pick<Specification, 'byId'>
  /** Clauses whose failure is declared. It explains nothing. */
  readonly tolerated?: ReadonlySet<string>
  /** True: go on, however many checks hang. */
  readonly patient?: boolean
  readonly random?: () => number
  readonly onSettled?: (settled: SettledCheck) => void
}

/**
 * Hands out checks. Those of a clause come after those of the clauses it requires, near or far; apart from that the order is random.
 * A check that fails is a consequence if its clause requires one that is not kept: one mistake is one root cause. A check is blocked
 * only if too many others hang, or end their process.
 */
export class Schedule {
  readonly settled = new Map<string, SettledCheck>()
  readonly #options: ScheduleOptions
  #waiting: WaitingCheck[]
  #dropped = 0
  /** How many of those that wait came back since the last look. */
  #back = 0
  /** Whether a check that waits may have become blocked since the last look. */
  #mayBlock = false
  /** How many checks of each selected clause are not settled yet, without those that come last: other clauses do not wait for them. */
  readonly #open = new Map<string, number>()
  /** The clauses that are not kept, each with its root cause. */
  readonly #broken = new Map<string, string>()
  /** The missing methods for want of which checks failed, each with its root cause. */
  readonly #lacking = new Map<string, string>()
  readonly #requirements: Requirements
  readonly #hangs = new Map<string, string[]>()
  /** How many of the checks that do not come last are not settled yet. */
  #early: number
  /** Whether a clause is not kept, declared or not. That explains whatever the checks that come last would find. */
  isExplained = false

  constructor(options: ScheduleOptions) {
    this.#options = options
    this.#requirements = new Requirements(options.specification, options.checks)
    this.#waiting = shuffle(options.checks, options.random).map((check) => this.#waitingCheck(check))
    this.#early = options.checks.filter(({ comesLast }) => comesLast !== true).length
    for (const { clause, comesLast } of options.checks)
      if (comesLast !== true) this.#open.set(clause, (this.#open.get(clause) ?? 0) + 1)
  }

  get finished(): boolean {
    return this.settled.size + this.#dropped === this.#options.checks.length
  }

  /** The clauses that are not kept, and not tolerated. */
  get broken(): string[] {
    return [...this.#broken.keys()]
  }

  /** Up to `count` checks that may run now. If there are none and it is not finished, wait for those under way. */
  take(count: number): Check[] {
    this.#back = 0
    while (this.#mayBlock) this.#settleBlocked()
    this.#settleExplained()
    const taken: Check[] = []
    for (let index = 0; index < this.#waiting.length && taken.length < count;) {
      const waiting = this.#waiting[index]
      if (waiting !== undefined && this.#isReady(waiting)) {
        taken.push(waiting.check)
        this.#waiting.splice(index, 1)
      } else index++
    }
    return taken
  }

  /** The checks that come last are not tried if a clause is not kept: that would explain whatever they found. */
  #settleExplained(): void {
    if (!this.isExplained || this.#early > 0) return
    for (const { check } of this.#waiting.splice(0)) this.#settle({ check, outcome: skippedFor('explained') })
  }

  /** Leaves out the checks that have not been taken. */
  drop(): void {
    this.#dropped += this.#waiting.length
    this.#waiting = []
  }

  /** A check that was taken and did not run comes back, behind those that came back before. */
  putBack(check: Check): void {
    this.#waiting.splice(this.#back++, 0, this.#waitingCheck(check))
    this.#mayBlock = true
  }

  /** The root cause of a failure of the check, if its clause requires one that is not kept. */
  rootOf(check: Check): string | null {
    for (const id of this.#requirements.of(check.clause)) {
      const root = this.#broken.get(id)
      if (root !== undefined) return root
    }
    return null
  }

  report(check: Check, outcome: CheckOutcome): void {
    if (outcome.status === 'hang' || outcome.endedProcess === true) {
      const area = areaOf(check)
      this.#hangs.set(area, [...(this.#hangs.get(area) ?? []), check.clause])
      this.#mayBlock = true
    }
    if (isFailure(outcome)) this.isExplained = true
    if (!isFailure(outcome) || this.#options.tolerated?.has(check.clause) === true) {
      this.#settle({ check, outcome })
      return
    }
    const root = outcome.lacks === undefined ? this.rootOf(check) : this.#rootOfLack(check, outcome.lacks)
    this.#break(check.clause, root ?? check.clause)
    this.#settle({ check, outcome, ...(root === null ? {} : { consequenceOf: root }) })
  }

  /** The checks that failed and are to be run again, in the order in which they did. */
  worthRepeating(): Check[] {
    const { specification, tolerated } = this.#options
    return [...this.settled.values()].flatMap((settled) => {
      if (!('outcome' in settled) || settled.consequenceOf !== undefined) return []
      if (settled.outcome.condition !== undefined) return []
      if (tolerated?.has(settled.check.clause) === true) return []
      return isWorthRepeating(specification.byId.get(settled.check.clause), settled.outcome)
        ? [settled.check]
        : []
    })
  }

  /** What the case that failed has drawn. */
  choicesOf(check: Check): readonly number[] | undefined {
    const settled = this.settled.get(keyOf(check))
    return settled !== undefined && 'outcome' in settled ? settled.outcome.choices : undefined
  }

  /** A check that had passed has failed with another seed, or under a condition. Its row says so. */
  reportLater({ condition, ...check }: Check, outcome: CheckOutcome): void {
    this.isExplained = true
    this.settled.set(keyOf(check), {
      check,
      outcome: condition === undefined ? outcome : { ...outcome, condition },
    })
  }

  /** Chooses the root causes of missing methods again, so that they do not depend on what ran first. */
  settleLacks(): void {
    const { specification, tolerated } = this.#options
    const judged = [...this.settled.values()].filter(({ check }) => tolerated?.has(check.clause) !== true)
    for (const one of blameLacks(judged, specification)) this.settled.set(keyOf(one.check), one)
  }

  /** Notes that a failure is intermittent. A check that always fails stays as it is. */
  reportRepeated(check: Check, intermittent: Intermittent): void {
    const settled = this.settled.get(keyOf(check))
    if (settled === undefined || 'blockedBy' in settled || intermittent.failed === intermittent.runs) return
    this.settled.set(keyOf(check), { ...settled, outcome: { ...settled.outcome, intermittent } })
  }

  #settle(settled: SettledCheck): void {
    const { check } = settled
    this.settled.set(keyOf(check), settled)
    if (check.comesLast !== true) {
      this.#early--
      this.#open.set(check.clause, (this.#open.get(check.clause) ?? 1) - 1)
    }
    if ('blockedBy' in settled) this.#break(check.clause, settled.blockedBy)
    this.#options.onSettled?.(settled)
  }

  /**
   * One missing method is one root cause. During the run it is the clause of the first check that failed for want of it, and null for that
   * clause. At the end `settleLacks` chooses again.
   */
  #rootOfLack({ clause }: Check, method: string): string | null {
    const root = this.#lacking.get(method) ?? clause
    this.#lacking.set(method, root)
    return root === clause ? null : root
  }

  #break(clause: string, root: string): void {
    if (!this.#broken.has(clause)) this.#broken.set(clause, root)
  }

  /** Settles what is blocked now. That may block more. */
  #settleBlocked(): void {
    this.#mayBlock = false
    this.#waiting = this.#waiting.filter((waiting) => {
      const blocker = this.#blockerOf(waiting)
      if (blocker === null) return true
      this.#settle({ check: waiting.check, blockedBy: blocker })
      return false
    })
  }

  #waitingCheck(check: Check): WaitingCheck {
    return { check, requires: this.#requirements.of(check.clause), met: 0, area: areaOf(check) }
  }

  /** A clause that is settled stays so. Each look goes on where the last one ended: with a thousand checks there are many looks. */
  #isReady(waiting: WaitingCheck): boolean {
    const { check, requires } = waiting
    if (check.comesLast === true) return this.#early === 0
    while (waiting.met < requires.length && (this.#open.get(requires[waiting.met] ?? '') ?? 0) === 0)
      waiting.met++
    return waiting.met === requires.length
  }

  /** The first of the hangs that keep the check from being tried, if there are too many. */
  #blockerOf({ area }: WaitingCheck): string | null {
    if (this.#options.patient === true) return null
    const here = this.#hangs.get(area) ?? []
    const all = [...this.#hangs.values()].flat()
    const [first] = here.length >= hangsPerArea ? here : all.length >= hangsInAll ? all : []
    return first === undefined ? null : (this.#broken.get(first) ?? first)
  }
}

function areaOf(check: Check): string {
  return check.clause.split('.')[0] ?? ''
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
