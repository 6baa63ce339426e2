import { areas, type Area, type Clause, type Report, type Specification } from '../../spec/index.ts'
import type { CheckResult } from '../../spec/index.ts'

export interface ViewContext {
  readonly specification: Specification
  /** The line of the candidate, as it is to be shown; by default as the report has it. */
  readonly placeOf?: (row: CheckResult) => string | undefined
  /** The rank of the first heading: 1 on a page of its own. */
  readonly headingLevel?: number
}

/** The specification, and a stand-in for each clause that a report of another version has and this one has not. */
export function withClausesOf(report: Report, specification: Specification): Specification {
  const known = new Set(specification.clauses.map(({ id }) => id))
  const strangers = new Map(
    report.results.filter(({ clause }) => !known.has(clause)).map((row) => [row.clause, row]),
  )
  if (strangers.size === 0) return specification
  return { ...specification, clauses: [...specification.clauses, ...[...strangers.values()].map(standIn)] }
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
