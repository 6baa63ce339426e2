import type { Specification } from '../../spec/index.ts'
import type { AdapterFacts } from './adapter-facts.ts'
import { keyOf, type Check } from './check.ts'
import { conditions, type Condition } from './condition.ts'
import { underCondition } from './under-condition.ts'
import { hashOf, seededRandom } from './random.ts'

/** How many checks of a run share one that is tried under a condition. To age a loop costs more than all other conditions together. */
const oneIn = { cheap: 8, aged: 128 }
/** Over a bridge every call costs a round trip. */
const oneInBridged = { cheap: 48, aged: 512 }

export interface PairOptions {
  readonly seed: number
  readonly facts: AdapterFacts
  /** True: every check under every condition that it stands. */
  readonly all: boolean
  readonly specification: Pick<Specification, 'byId'>
}

/** The checks that are tried again under a condition, chosen by the seed. */
export function pairsOf(checks: readonly Check[], options: PairOptions): Check[] {
  return checks.flatMap((check) => {
    const fit = conditionsOf(check, options)
    const chosen = options.all ? fit : chosenOf(check, fit, options)
    return chosen.map((condition) => underCondition(check, condition))
  })
}

/** The conditions under which a check can be tried. */
export function conditionsOf(
  check: Check,
  options: Pick<PairOptions, 'facts' | 'specification'>,
): readonly Condition[] {
  if (check.comesLast === true || check.needsServer === true || check.needsPeers === true) return []
  return conditions.filter((condition) => canStand(check, condition, options))
}

function chosenOf(check: Check, fit: readonly Condition[], { seed, facts }: PairOptions): Condition[] {
  const shares = facts.python === undefined ? oneIn : oneInBridged
  const random = seededRandom(seed ^ hashOf(keyOf(check)))
  const isAged = fit.includes('aged') && random() * shares.aged < 1
  const cheap = fit.filter((condition) => condition !== 'aged')
  const condition = cheap[Math.floor(random() * cheap.length)]
  return [
    ...(isAged ? (['aged'] as const) : []),
    ...(condition !== undefined && random() * shares.cheap < 1 ? [condition] : []),
  ]
}

/** Debug mode and eager tasks are conditions only for loops that claim to have them. */
function canStand(
  { clause, unless = [] }: Check,
  condition: Condition,
  { facts: { profiles = [] }, specification }: Pick<PairOptions, 'facts' | 'specification'>,
): boolean {
  if (unless.includes(condition)) return false
  if (condition === 'debug' || condition === 'eager') return profiles.includes(condition)
  // What time it takes is what these clauses are about.
  return condition !== 'aged' || specification.byId.get(clause)?.profile !== 'timers-real'
}
