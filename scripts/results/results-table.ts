import { failingClauses } from './committed-report.ts'
import type { CommittedResult } from './committed-results.ts'

/** The table of every committed report, for `docs/results/README.md`. Links are relative to that file. */
export function resultsTable(results: readonly CommittedResult[]): string {
  return `| loop | version | interpreter | verdict | clauses not kept |
| --- | --- | --- | --- | --- |
${results.map(row).join('\n')}`
}

function row({ loop, version, report }: CommittedResult): string {
  const interpreter = /cpython ([\d.]+)/.exec(report.environment.runtime)?.[1] ?? ''
  const failing = failingClauses(report).length
  const why = failing === 0 ? 'none' : `[${String(failing)}](${loop}/deviations.md)`
  const verdict = report.verdict === 'non-conformant' ? 'does not conform' : 'conforms'
  return `| ${[loop, `[${version}](${loop}/${version}.json)`, `CPython ${interpreter}`, verdict, why].join(' | ')} |`
}
