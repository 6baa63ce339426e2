import { failingClauses } from './committed-report.ts'
import type { CommittedResult } from './committed-results.ts'

/** The table of every committed report, for `loops/README.md`. Links are relative to that file. */
export function resultsTable(results: readonly CommittedResult[]): string {
  return `| loop | version | interpreter | verdict | clauses not kept |
| --- | --- | --- | --- | --- |
${results.map(row).join('\n')}`
}

function row({ loop, version, python, run, report }: CommittedResult): string {
  const failing = failingClauses(report).length
  const why = failing === 0 ? 'none' : `[${String(failing)}](${loop}/deviations.md)`
  const verdict = report.verdict === 'non-conformant' ? 'does not conform' : 'conforms'
  const cells = [loop, `[${version}](${loop}/results/${run}.json)`, `CPython ${python}`, verdict, why]
  return `| ${cells.join(' | ')} |`
}
