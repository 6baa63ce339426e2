import { areas, specification, type Area, type Clause } from '../../../spec/index.ts'
import type { Standing } from '../../../scripts/results/committed-report.ts'
import type { CommittedResult } from '../../../scripts/results/committed-results.ts'
import { standingsIn } from './standing.ts'

/** What a loop does not keep, counted in root causes. What follows from them is not counted again. */
export interface NotKept {
  readonly must: number
  readonly should: number
  /** Whether every MUST of the core that was asked is kept. */
  readonly keepsCore: boolean
}

/** One word for a report: it keeps every MUST; every MUST of the core, but not of the other profiles; or neither. */
export type Grade = 'conforms' | 'core only' | 'does not conform'

const clauses: ReadonlyMap<string, Clause> = new Map(
  specification.clauses.map((clause) => [clause.id, clause]),
)

export function notKeptIn(result: CommittedResult): NotKept {
  const all = [...standingsIn(result)]
  const count = (wanted: Standing): number => all.filter(([, standing]) => standing === wanted).length
  const keepsCore = all.every(
    ([clause, standing]) => standing === 'kept' || standing === 'lapsed' || !isMustOfCore(clause),
  )
  return { must: count('broken'), should: count('lapsed'), keepsCore }
}

export function gradeOf(result: CommittedResult): Grade {
  if (result.report.verdict !== 'non-conformant') return 'conforms'
  return notKeptIn(result).keepsCore ? 'core only' : 'does not conform'
}

/** The clauses of an area that the report says something of, by whether the loop keeps them. */
export type AreaStandings = Readonly<Record<Exclude<Standing, 'not asked'>, readonly string[]>>

export function areaStandings(result: CommittedResult, area: Area): AreaStandings {
  const standings: Record<Standing, string[]> = {
    kept: [],
    broken: [],
    lapsed: [],
    consequence: [],
    blocked: [],
    'not asked': [],
  }
  for (const [clause, standing] of standingsIn(result))
    if (clause.startsWith(`${area}.`)) standings[standing].push(clause)
  return standings
}

/** The areas with a clause that the report says something of. */
export function askedAreas(result: CommittedResult): readonly Area[] {
  return areas.filter((area) => Object.values(areaStandings(result, area)).some((some) => some.length > 0))
}

function isMustOfCore(id: string): boolean {
  const clause = clauses.get(id)
  return clause?.level === 'MUST' && clause.profile === 'core'
}
