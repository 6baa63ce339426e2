import type { CheckResult, Level, Profile, Report } from '../../spec/index.ts'
import { standings, withoutRow, type Standing, type StandingName } from './standing.ts'

/** A clause to which the second loop stands otherwise than the first. */
export interface Change {
  readonly clause: string
  readonly level: Level
  /** `lost`: the first keeps it and the second does not. `unsure`: in the second it could not be judged. */
  readonly kind: 'lost' | 'gained' | 'unsure'
  readonly from: Standing
  readonly to: Standing
}

/** A profile that one of the two claims. */
export interface ProfileChange {
  readonly profile: Profile
  readonly kind: 'lost' | 'gained'
  /** How many clauses of it the one that claims it keeps. */
  readonly kept: number
  /** Whether a MUST is among them. */
  readonly must: boolean
}

export interface Differences {
  readonly changes: readonly Change[]
  readonly profiles: readonly ProfileChange[]
  /** Clauses that both keep, and those that neither keeps. */
  readonly bothKeep: number
  readonly neitherKeeps: number
  /** Why so many clauses were not compared. */
  readonly apart: Readonly<Record<'inapplicable' | 'unrun' | 'foreign', readonly string[]>>
}

/** What changes for whoever moves from the one loop to the other. */
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

/** Whether the second loop gives everything that a MUST of the first one gives. */
export function losesMust({ changes, profiles }: Differences): boolean {
  return (
    changes.some(({ kind, level }) => kind !== 'gained' && level === 'MUST') ||
    profiles.some(({ kind, must }) => kind === 'lost' && must)
  )
}

function isUnkept(name: StandingName): boolean {
  return name === 'broken' || name === 'deviation' || name === 'unknown'
}

function kindOf(from: StandingName, to: StandingName): Change['kind'] | null {
  if (from === 'kept' && to === 'unknown') return 'unsure'
  if (from === 'kept' && isUnkept(to)) return 'lost'
  if (isUnkept(from) && to === 'kept') return 'gained'
  // What nobody claimed before is claimed now, and not kept.
  return from === 'unclaimed' && (to === 'broken' || to === 'deviation') ? 'lost' : null
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
