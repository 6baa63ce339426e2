import {
  dialectOf,
  inPython,
  specificationIn,
  type CheckResult,
  type Report,
  type Specification,
} from '../../spec/index.ts'
import { rowInPython } from '../harness/index.ts'
import { plainReport } from './plain-text.ts'

/** What a reporter for people shows. */
export interface Readable {
  readonly report: Report
  readonly specification: Specification
}

/**
 * The report and the clauses in the words of the candidate's language, and as plain text. The report of a loop in Python does not have
 * the clauses that only JavaScript has. For everything that shows a report, and for nothing that computes its hash.
 */
export function readable(given: Report, specification: Specification): Readable {
  const report = plainReport(given)
  if (dialectOf(report) === 'javascript') return { report, specification }
  const results = report.results
    .filter(({ clause, status }) => status !== 'skip' || !isOfJavaScript(clause, specification))
    .map((row) => asNameInPython(report.dialect === undefined ? rowInPython(row) : row))
  return { report: { ...report, results }, specification: specificationIn('python', specification) }
}

function isOfJavaScript(clause: string, { byId }: Specification): boolean {
  return byId.get(clause)?.javascript !== undefined
}

/** What a report has in the words of JavaScript, whatever its dialect is. */
function asNameInPython(row: CheckResult): CheckResult {
  return { ...row, situation: inPython(row.situation) }
}
