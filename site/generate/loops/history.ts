import type { CommittedResult } from '../../../scripts/results/committed-results.ts'
import type { Standing } from '../../../scripts/results/committed-report.ts'
import { count, escapeForVue } from '../html.ts'
import { anchorOf, type JudgedLoop } from './judged-loop.ts'
import { gradeOf, notKeptIn } from './not-kept.ts'
import { standingsIn } from './standing.ts'

/** What became different between two versions of a loop. A clause that one of the reports says nothing of is left out. */
export interface Changes {
  readonly keptNow: readonly string[]
  readonly lostSince: readonly string[]
}

export function changesBetween(older: CommittedResult, newer: CommittedResult): Changes {
  const [before, after] = [standingsIn(older), standingsIn(newer)]
  const fails = (standing: Standing | undefined): boolean => standing === 'broken' || standing === 'lapsed'
  const clauses = [...new Set([...before.keys(), ...after.keys()])]
  return {
    keptNow: clauses.filter((clause) => fails(before.get(clause)) && after.get(clause) === 'kept'),
    lostSince: clauses.filter((clause) => before.get(clause) === 'kept' && fails(after.get(clause))),
  }
}

/** The reports of a loop, the newest first, with what changed from one version to the next. */
export function history(loop: JudgedLoop): string {
  const rows = loop.results.map((result, index) => row(loop, result, index))
  return `<div class="table-scroll" tabindex="0" role="region" aria-label="History">
<table class="history"><thead><tr><th scope="col">version</th><th scope="col">Python</th><th scope="col">verdict</th><th scope="col" class="number">MUST not kept</th><th scope="col" class="number">SHOULD not kept</th><th scope="col">what changed</th><th scope="col">report</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>
`
}

function row(loop: JudgedLoop, result: CommittedResult, index: number): string {
  const { version, python, run, record } = result
  const isFirst = loop.results[index - 1]?.version !== version
  const released = record.runs.find((one) => one.version === version)?.released
  const date = released === undefined || !isFirst ? '' : ` <span class="version">${released}</span>`
  const { must, should } = notKeptIn(result)
  const grade = gradeOf(result)
  return (
    `<tr><th scope="row">${escapeForVue(version)}${date}</th><td>${python}</td>` +
    `<td class="verdict ${grade.replaceAll(' ', '-')}">${grade}</td><td class="number">${String(must)}</td><td class="number">${String(should)}</td>` +
    `<td>${isFirst ? changed(loop, result) : ''}</td><td><a href="@/results/${loop.name}/${run}.json" target="_blank">JSON</a></td></tr>`
  )
}

/** Against the version before, on the same interpreter if it was judged there. */
function changed({ results }: JudgedLoop, newer: CommittedResult): string {
  const before = results.slice(results.indexOf(newer)).find(({ version }) => version !== newer.version)
  if (before === undefined) return ''
  const [older = before, same = newer] = onOneInterpreter(results, before.version, newer.version)
  const { keptNow, lostSince } = changesBetween(older, same)
  if (keptNow.length + lostSince.length === 0) return 'nothing'
  return [list('keeps now', keptNow), list('does not keep any more', lostSince)]
    .filter((one) => one !== '')
    .join('<br>')
}

/** Both versions on an interpreter that judged both; nothing if there is none. */
function onOneInterpreter(
  results: readonly CommittedResult[],
  before: string,
  after: string,
): readonly CommittedResult[] {
  for (const newer of results.filter(({ version }) => version === after)) {
    const older = results.find(({ version, python }) => version === before && python === newer.python)
    if (older !== undefined) return [older, newer]
  }
  return []
}

function list(words: string, clauses: readonly string[]): string {
  if (clauses.length === 0) return ''
  const links = clauses
    .map((clause) => `<a href="#${anchorOf(clause)}"><code>${clause}</code></a>`)
    .join(', ')
  if (clauses.length <= 3) return `${words}: ${links}`
  return `<details><summary>${words}: ${count(clauses.length, 'clause')}</summary>${links}</details>`
}
