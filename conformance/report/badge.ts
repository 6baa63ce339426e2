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
  /** The colour is part of what it says: nobody may choose another one in the address of the badge. */
  readonly isError?: true
}

export interface Badge {
  readonly svg: string
  readonly endpoint: Endpoint
}

/**
 * The badge of a whole report, the same for the same report. It names the contract, the profiles and the verdict, and
 * carries the hashes of what it is about. `stale`: the suite or the candidate is another one now.
 */
export function drawBadge(report: Report, stale: boolean): Badge {
  const endpoint: Endpoint = {
    schemaVersion: 1,
    label: 'loop-conformance',
    message: `contract ${report.suite.spec} · ${stale ? 'stale' : `${report.candidate.profiles.join(', ')} · ${verdictOf(report)}`}`,
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

function verdictOf(report: Report): string {
  if (report.verdict === 'non-conformant') return 'does not conform'
  const deviations = declaredDeviations(report).filter(({ level }) => level === 'MUST').length
  return deviations === 0 ? 'conforms' : `conforms with ${count(deviations, 'deviation')}`
}

/** What the badge is about, for whoever looks into it. The words are hashes and versions, and still escaped. */
function bond({ suite, candidate, integrity = 'none' }: Report): string {
  const words = `${suite.name} ${suite.version}; clauses ${suite.hash}; candidate ${candidate.hash}; report ${integrity}`
  return `<metadata>${words.replace(/[^\w .;:+/=-]/g, '_')}</metadata>`
}
