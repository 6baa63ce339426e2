import { areas, dialectOf, inDialect, type Area } from '../../../spec/index.ts'
import type { CommittedReport, CommittedRow } from '../../../scripts/results/committed-report.ts'
import type { CommittedResult } from '../../../scripts/results/committed-results.ts'
import { count, escapeForVue } from '../html.ts'
import { clausePath } from '../links.ts'
import type { Page } from '../page.ts'
import { areaStandings } from './matrix-page.ts'
import { failingRows, reportPath } from './standing.ts'

/** One report: the evidence behind a row of the matrix, area by area. */
export function reportPage(result: CommittedResult): Page {
  const { loop, version, report } = result
  const { candidate, environment, suite, seed } = report
  return {
    path: reportPath(result),
    title: `${loop} ${version}`,
    kind: 'report',
    markdown: `# ${loop} ${version}

**${report.verdict === 'non-conformant' ? 'does not conform' : 'conforms'}** · contract ${suite.spec}, clauses \`${suite.hash}\` · candidate \`${candidate.entry}\`, source \`${candidate.hash}\` ·
${environment.runtime} · seed ${String(seed)} · [all versions, and why](/loops/${loop}/) ·
<a href="@/results/${loop}/${result.run}.json" target="_blank">${result.run}.json</a>

${areas.map((area) => section(result, area)).join('\n')}`,
  }
}

function section(result: CommittedResult, area: Area): string {
  const { kept, broken, lapsed, consequence, blocked, 'not asked': notAsked } = areaStandings(result, area)
  return `## ${area}

${[...broken, ...lapsed].map((clause) => brokenClause(result, clause)).join('\n')}

${group('kept', kept)}
${group('not kept, because of a clause that they require', consequence)}
${group('not judged, because a clause that they require fails', blocked)}
${group('not checked', notAsked)}
`
}

function group(words: string, clauses: readonly string[]): string {
  if (clauses.length === 0) return ''
  const items = clauses.map((clause) => `<li><a href="@${clausePath(clause)}">${clause}</a></li>`)
  return `<details class="rows"><summary>${count(clauses.length, 'clause')} ${words}</summary><ul>${items.join('')}</ul></details>`
}

function brokenClause(result: CommittedResult, clause: string): string {
  const truth = clause.slice(clause.indexOf('.') + 1)
  const rows = failingRows(result, clause)
  const level = rows[0]?.level ?? 'MUST'
  const kind = level === 'MUST' ? 'broken-clause' : 'broken-clause optional'
  return (
    `<div class="${kind}"><p><span class="tag ${level.toLowerCase()}">${level}</span> <a href="@${clausePath(clause)}"><code>${clause}</code></a> · ` +
    `<a href="@/loops/${result.loop}/#${truth}">why</a></p>${rows.map((row) => brokenRow(row, result.report)).join('')}</div>`
  )
}

function brokenRow(row: CommittedRow, report: CommittedReport): string {
  const { situation, status, message, expected, actual, at } = row
  const facts = [
    ['situation', situation],
    ['expected', expected],
    ['actual', actual ?? message],
    ['location', at],
  ].filter((fact): fact is [string, string] => fact[1] !== undefined)
  const items = facts.map(([name, value]) => {
    // A report has its situations in the words of JavaScript, and one that is older than the dialects has everything in them.
    const isTold = name === 'location' || (name !== 'situation' && report.dialect !== undefined)
    const said = isTold ? value : inDialect(dialectOf(report), value)
    return `<div><dt>${name}</dt><dd>${escapeForVue(said)}</dd></div>`
  })
  return `<dl class="facts"><div><dt>status</dt><dd><span class="tag ${status}">${status}</span></dd></div>${items.join('')}</dl>`
}
