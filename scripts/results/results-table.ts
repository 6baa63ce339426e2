import type { LevelSummary } from '../../spec/index.ts'
import { failingClauses, type CommittedResult } from './committed-results.ts'

/** The page `docs/generated/results.md`. */
export function resultsTable(results: readonly CommittedResult[]): string {
  return `# Real loops, judged

Each row is a report in [\`docs/results\`](../results), made by \`npm run results\`. A check is kept when it passed; "of" counts those that
apply to the loop, and what is blocked by another failure counts as not kept. What each loop deviates in is explained by hand, clause
by clause.

| loop | version | interpreter | verdict | MUST | SHOULD | clauses not kept |
| --- | --- | --- | --- | --- | --- | --- |
${results.map(row).join('\n')}
`
}

function row({ loop, version, report }: CommittedResult): string {
  const { verdict, environment, summary } = report
  const interpreter = /cpython ([\d.]+)/.exec(environment.runtime)?.[1] ?? ''
  const failing = failingClauses(report).length
  const why = failing === 0 ? 'none' : `[${String(failing)}](../results/${loop}/deviations.md)`
  const link = `[${version}](../results/${loop}/${version}/report.json)`
  const said = verdict === 'non-conformant' ? 'does not conform' : 'conforms'
  return `| ${[loop, link, `CPython ${interpreter}`, said, kept(summary.must), kept(summary.should), why].join(' | ')} |`
}

function kept({ pass, fail, hang, crash, blocked, deviation, inconclusive }: LevelSummary): string {
  return `${String(pass)} of ${String(pass + fail + hang + crash + blocked + deviation + inconclusive)}`
}
