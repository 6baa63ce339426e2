import type { CheckResult, Level, Profile, Report } from '../../spec/index.ts'
import { standings, withoutRow, type Standing, type StandingName } from './standing.ts'

/** A clause that only one of the two loops keeps. */
export interface Change {
  readonly clause: string
  readonly level: Level
  /** `lost`: only the first keeps it. `gained`: only the second keeps it. `unsure`: it could not be judged in the second. */
  readonly kind: 'lost' | 'gained' | 'unsure'
  readonly from: Standing
  readonly to: Standing
}

/** A profile that only one of the two claims. */
export interface ProfileChange {
  readonly profile: Profile
  readonly kind: 'lost' | 'gained'
  /** How many of its clauses are kept by the loop that claims it. */
  readonly kept: number
  /** Whether a MUST is among them. */
  readonly must: boolean
}

export interface Differences {
  readonly changes: readonly Change[]
  readonly profiles: readonly ProfileChange[]
  /** The number of clauses that both keep, and that neither keeps. */
  readonly bothKeep: number
  readonly neitherKeeps: number
  /** The clauses that were not compared, by the reason. */
  readonly apart: Readonly<Record<'inapplicable' | 'unrun' | 'foreign', readonly string[]>>
}

/** What changes for a program that moves from loop a to loop b. */
export function compareReports(a: Report, b: Report): Differences {
  const [before, after] = [standings(a), standings(b)]
  const changes: Change[] = []
  const apart = { inapplicable: [] as string[], unrun: [] as string[], foreign: [] as string[] }
  let [bothKeep, neitherKeeps] = [0, 0]
  for (const clause of new Set([...before.keys(), ...after.keys()])) {
    const from = before.get(clause) ?? withoutRow(a)
    const to = after.get(clause) ?? withoutRow(b)
    const why = reasonApart(from, to)
    if (why !== null) apart[why].push(clause)
    const kind = kindOf(from.name, to.name)
    const level = (to.row ?? from.row)?.level
    if (kind !== null && level !== undefined) changes.push({ clause, level, kind, from, to })
    else if (from.name === 'kept' && to.name === 'kept') bothKeep++
    else if (isUnkept(from.name) && isUnkept(to.name)) neitherKeeps++
  }
  return { changes, profiles: profileChanges(a, b), bothKeep, neitherKeeps, apart }
}

/** Whether the second loop does not keep a MUST that the first one keeps. */
export function losesMust({ changes, profiles }: Differences): boolean {
  return (
    changes.some(({ kind, level }) => kind !== 'gained' && level === 'MUST') ||
    profiles.some(({ kind, must }) => kind === 'lost' && must)
  )
}

function isUnkept(name: StandingName): boolean {
  return name === 'broken' || name === 'consequence' || name === 'deviation' || name === 'unknown'
}

function kindOf(from: StandingName, to: StandingName): Change['kind'] | null {
  if (from === 'kept' && to === 'unknown') return 'unsure'
  if (from === 'kept' && isUnkept(to)) return 'lost'
  if (isUnkept(from) && to === 'kept') return 'gained'
  // Claimed only now, and not kept.
  return from === 'unclaimed' && (to === 'broken' || to === 'consequence' || to === 'deviation')
    ? 'lost'
    : null
}

function reasonApart(from: Standing, to: Standing): keyof Differences['apart'] | null {
  for (const reason of ['foreign', 'unrun', 'inapplicable'] as const)
    if ((from.name === reason) !== (to.name === reason)) return reason
  return null
}

function profileChanges(a: Report, b: Report): ProfileChange[] {
  const only = (one: Report, other: Report, kind: ProfileChange['kind']): ProfileChange[] =>
    one.candidate.profiles
      .filter((profile) => !other.candidate.profiles.includes(profile))
      .map((profile) => ({ profile, kind, ...keptOf(one, profile) }))
  return [...only(a, b, 'lost'), ...only(b, a, 'gained')]
}

function keptOf({ results }: Report, profile: Profile): Pick<ProfileChange, 'kept' | 'must'> {
  const isKept = (row: CheckResult): boolean => row.profile === profile && row.status === 'pass'
  const kept = results.filter(isKept)
  return {
    kept: new Set(kept.map(({ clause }) => clause)).size,
    must: kept.some(({ level }) => level === 'MUST'),
  }
}
