import type { Report } from '../../spec/index.ts'

/** The report itself, as `spec/schemas/report.schema.json` describes it. */
export function json(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`
}
