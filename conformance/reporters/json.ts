import type { Report } from '../../spec/index.ts'
import { plainJson } from '../report/plain-text.ts'

/** The report itself, as `spec/schemas/report.schema.json` describes it. */
export function json(report: Report): string {
  return `${plainJson(JSON.stringify(report, null, 2))}\n`
}
