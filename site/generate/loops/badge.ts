import { drawBadge } from '../../../conformance/report/badge.ts'
import type { CommittedReport } from '../../../scripts/results/committed-report.ts'

/** The badge of a report, as the kit draws it: SVG for the middle of a page. */
export function badgeOf(report: CommittedReport): string {
  const results = report.results.map((row) => ({ ...row, durationMs: 0 }))
  return drawBadge({ ...report, durationMs: 0, partial: false, results }, false).svg.trim()
}
