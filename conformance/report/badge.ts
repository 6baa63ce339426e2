import type { Report } from '../../spec/index.ts'
import { declaredDeviations } from './failures.ts'
import { count } from './words.ts'
import { makeBadge } from '../vendor/badge-maker.generated.ts'

/** What shields.io reads from an endpoint: https://shields.io/badges/endpoint-badge. */
export interface Endpoint {
  readonly schemaVersion: 1
  readonly label: string
  readonly message: string
  readonly color: string
  /** The address of the badge cannot change the colour, because the colour is part of the statement. */
  readonly isError?: true
}

export interface Badge {
  readonly svg: string
  readonly endpoint: Endpoint
}

/**
 * The badge of a whole report: `conforms (core, host +2)`. The same report always gives the same badge. Its metadata has the
 * version of the contract and the hashes of the clauses, the candidate and the report. `stale`: one of these has changed.
 */
export function drawBadge(report: Report, stale: boolean): Badge {
  const endpoint: Endpoint = {
    schemaVersion: 1,
    label: 'loop-conformance',
    message: stale ? 'stale' : `${verdictOf(report)} (${shortList(report.candidate.profiles)})`,
    ...look(report, stale),
  }
  const { label, message, color } = endpoint
  const svg = makeBadge({ label, message, color, style: 'flat' })
  return { endpoint, svg: `${svg.replace('</title>', () => `</title>${bond(report)}`)}\n` }
}

function look({ verdict }: Report, stale: boolean): Pick<Endpoint, 'color' | 'isError'> {
  if (stale) return { color: 'lightgrey', isError: true }
  if (verdict === 'non-conformant') return { color: 'red', isError: true }
  return { color: verdict === 'conformant' ? 'brightgreen' : 'yellowgreen' }
}

/** The first names, and how many more there are: a badge is narrow. */
function shortList(names: readonly string[]): string {
  const more = names.length - shownProfiles
  return names.slice(0, shownProfiles).join(', ') + (more > 0 ? ` +${String(more)}` : '')
}

const shownProfiles = 2

function verdictOf(report: Report): string {
  if (report.verdict === 'non-conformant') return 'does not conform'
  const deviations = declaredDeviations(report).filter(({ level }) => level === 'MUST').length
  return deviations === 0 ? 'conforms' : `conforms with ${count(deviations, 'deviation')}`
}

/** The versions and hashes that the badge is about. They come from a report, so they are escaped. */
function bond({ suite, candidate, integrity = 'none' }: Report): string {
  const words = `${suite.name} ${suite.version}; contract ${suite.spec}; clauses ${suite.hash}; candidate ${candidate.hash}; report ${integrity}`
  return `<metadata>${words.replace(/[^\w .;:+/=-]/g, '_')}</metadata>`
}
