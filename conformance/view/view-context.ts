import { areas, indexed, type Area, type Clause, type Report, type Specification } from '../../spec/index.ts'
import type { CheckResult } from '../../spec/index.ts'

export interface ViewContext {
  readonly specification: Specification
  /** Locations inside it are shown relative to it. By default they are shown as the report has them. */
  readonly folder?: string
  /** The rank of the first heading: 1 for a page of its own. */
  readonly headingLevel?: number
}

/** The specification, with a stand-in for each clause that only the report has, because another version wrote it. */
export function withClausesOf(report: Report, specification: Specification): Specification {
  const strangers = new Map(
    report.results.filter(({ clause }) => !specification.byId.has(clause)).map((row) => [row.clause, row]),
  )
  if (strangers.size === 0) return specification
  const clauses = [...specification.clauses, ...[...strangers.values()].map(standIn)]
  return indexed({ ...specification, clauses })
}

function standIn({ clause: id, level, profile }: CheckResult): Clause {
  const area = id.slice(0, id.indexOf('.'))
  return {
    id,
    area: areas.find((known): known is Area => known === area) ?? (area as Area),
    level,
    profile,
    text: 'This clause is not in the specification that this page was made with.',
    intent: '',
    source: '',
    requires: [],
    liveness: false,
  }
}
