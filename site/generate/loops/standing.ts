import { standingsOf, type CommittedRow, type Standing } from '../../../scripts/results/committed-report.ts'
import { committedResults, type CommittedResult } from '../../../scripts/results/committed-results.ts'

const isVariant = ({ loop }: CommittedResult): number => Number(loop.startsWith('asyncio-'))

/** asyncio first, then the others, then the variants of asyncio. */
export const results: readonly CommittedResult[] = [...committedResults()].sort(
  (a, b) => isVariant(a) - isVariant(b),
)

const byResult = new Map(results.map((result) => [result, standingsOf(result.report)]))

/** Whether this version of the loop keeps each clause that is in its report. */
export function standingsIn(result: CommittedResult): ReadonlyMap<string, Standing> {
  return byResult.get(result) ?? standingsOf(result.report)
}

/** The standing of each judged version of each loop to a clause. */
export function standings(clause: string): readonly (readonly [CommittedResult, Standing])[] {
  return results.map((result) => [result, standingsIn(result).get(clause) ?? 'not asked'])
}

/** The rows of a clause that did not pass. */
export function failingRows({ report }: CommittedResult, clause: string): readonly CommittedRow[] {
  return report.results.filter((row) => row.clause === clause)
}

/** The page of a report on the site. */
export function reportPath({ loop, run }: Pick<CommittedResult, 'loop' | 'run'>): string {
  return `/loops/${loop}/${run}/`
}
