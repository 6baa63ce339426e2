import type { Clause } from '../../spec/index.ts'
import { isFailure, type CheckOutcome } from './check-outcome.ts'
import { keyOf, type Check } from './check.ts'
import { chooseAgain, chooseBySeed, Draws, type Choose } from './draws.ts'
import type { LedgerPage } from './ledger.ts'
import { runCase, type RunCheckOptions } from './run-check.ts'
import type { CasePlan } from './runner.ts'
import { shrinkChoices } from './shrink-case.ts'

/** Over a bridge a case costs milliseconds. So only some of the edges are tried there, and the seed decides which. */
const bridgedCases = 3

/**
 * Runs each case of a check until one fails, and then looks for a smaller case that fails too. A check that draws nothing has one
 * case. The outcome has the time of all cases and what the ledger saw in those that passed.
 */
export async function runCheck(
  check: Check,
  clause: Clause,
  options: RunCheckOptions,
  plan: CasePlan,
): Promise<CheckOutcome> {
  const run = new CaseRun(check, clause, options)
  let count = 1
  for (let index = 0; index < count; index++) {
    const { outcome, draws } = await run.one(chooseBySeed(index, plan.seed, keyOf(check)))
    if (isFailure(outcome)) {
      const smallest = await run.shrink({ outcome, draws })
      return { ...smallest, durationMs: run.durationMs }
    }
    if (outcome.status === 'skip' && index === 0) return outcome
    if (check.condition === undefined) count = Math.max(count, casesFor(draws, plan, run.isBridged))
    if (index + 1 === count) return { ...outcome, durationMs: run.durationMs, ledger: run.ledger }
  }
  throw new Error('A check has at least one case.')
}

/** Runs the case of a check that has drawn these choices. */
export async function repeatCase(
  check: Check,
  clause: Clause,
  options: RunCheckOptions,
  choices: readonly number[],
): Promise<CheckOutcome> {
  return (await new CaseRun(check, clause, options).one(chooseAgain(choices))).outcome
}

function casesFor({ drawn }: Draws, { more }: CasePlan, isBridged: boolean): number {
  if (drawn.length === 0) return 1
  const edges = Math.max(...drawn.map((one) => one.edges))
  return isBridged ? Math.min(edges, bridgedCases) + more - 1 : edges + more
}

interface Case {
  readonly outcome: CheckOutcome
  readonly draws: Draws
}

/** The cases of one check that have run, and what they came to in all. */
class CaseRun {
  durationMs = 0
  readonly ledger: LedgerPage = {}
  readonly isBridged: boolean
  readonly #check: Check
  readonly #clause: Clause
  readonly #options: RunCheckOptions
  /** The deadline of a case has passed. What it has started may go on and disturb others, so no other case runs. */
  #isSilent = false

  constructor(check: Check, clause: Clause, options: RunCheckOptions) {
    this.#check = check
    this.#clause = clause
    this.#options = {
      ...options,
      onDeadline: () => {
        this.#isSilent = true
        options.onDeadline?.()
      },
    }
    this.isBridged = options.candidate.adapter.python !== undefined
  }

  async one(choose: Choose): Promise<Case> {
    const draws = new Draws(choose, this.isBridged)
    const outcome = await runCase(this.#check, this.#clause, this.#options, draws)
    this.durationMs += outcome.durationMs
    addTo(this.ledger, outcome.ledger)
    if (!isFailure(outcome) || draws.drawn.length === 0) return { outcome, draws }
    const { choices, words } = draws
    return { outcome: { ...outcome, choices, ...(words === '' ? {} : { case: words }) }, draws }
  }

  /**
   * The smallest case that is found to fail. First each draw takes what it takes in the first case, if the check still fails with
   * that. Then the other choices shrink. A case that does not end is not tried again.
   */
  async shrink({ outcome, draws }: Case): Promise<CheckOutcome> {
    let smallest = outcome
    const fails = async (choices: readonly number[]): Promise<boolean> => {
      if (this.#isSilent || smallest.status === 'hang') return false
      const { outcome: tried } = await this.one(chooseAgain(choices))
      const isSmaller = isFailure(tried) && tried.status !== 'hang'
      if (isSmaller) smallest = tried
      return isSmaller
    }
    let choices = draws.choices
    const matters: boolean[] = []
    for (const [position, { choice, first }] of draws.drawn.entries()) {
      const ordinary = choices.with(position, first)
      const isOrdinary = choice === first || (await fails(ordinary))
      if (isOrdinary) choices = ordinary
      matters.push(!isOrdinary && choice > 0)
    }
    if (matters.includes(true)) await shrinkChoices(choices, matters, fails)
    return smallest
  }
}

function addTo(sum: LedgerPage, page: LedgerPage = {}): void {
  for (const [name, { observed, violation }] of Object.entries(page)) {
    const entry = (sum[name as keyof LedgerPage] ??= { observed: 0 })
    entry.observed += observed
    if (violation !== undefined) entry.violation ??= violation
  }
}
