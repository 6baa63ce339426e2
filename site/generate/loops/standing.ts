import { standingsOf, type Standing } from '../../../scripts/results/committed-report.ts'
import { committedResults, type CommittedResult } from '../../../scripts/results/committed-results.ts'

export const results: readonly CommittedResult[] = committedResults()

const byResult = new Map(results.map((result) => [result, standingsOf(result.report)]))

/** Whether this version of the loop keeps each clause that is in its report. */
export function standingsIn(result: CommittedResult): ReadonlyMap<string, Standing> {
  return byResult.get(result) ?? standingsOf(result.report)
}
