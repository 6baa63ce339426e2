import { areas, specification, type Area } from '../../../spec/index.ts'
import type { Standing } from '../../../scripts/results/committed-report.ts'
import type { CommittedResult } from '../../../scripts/results/committed-results.ts'
import { escapeForVue } from '../html.ts'
import type { Page } from '../page.ts'
import { reportPath, results, standingsIn } from './standing.ts'

/** The matrix of every judged loop and version by area; each cell leads to the rows of the report behind it. */
export function matrixPage(): Page {
  return {
    path: '/loops/',
    title: 'Loops',
    description: 'Which real event loops keep which part of the contract.',
    kind: 'wide',
    markdown: `# Loops

Python loops, by version. Each cell is clauses kept / clauses checked; click it for the report. The page of a loop explains
each clause that the loop does not keep. [How they are judged](/loops/how-they-are-judged/).

<p class="key"><span class="kept">all kept</span> <span class="broken">a MUST is not kept</span> <span class="lapsed">a SHOULD is not kept</span>
<span class="consequence">some not kept, because of a clause that they require</span>
<span class="blocked">some not judged, because a clause that they require fails</span>
<span class="none">· not checked</span></p>

<div class="matrix-scroll" tabindex="0" role="region" aria-label="Loops by area">
<table class="matrix">
<thead><tr><th scope="col">loop</th><th scope="col">version</th><th scope="col"><span class="visually-hidden">verdict</span></th>${areas.map(head).join('')}</tr></thead>
<tbody>
${results.map(row).join('\n')}
</tbody>
</table>
</div>
`,
  }
}

function head(area: Area): string {
  return `<th scope="col" class="area"><a href="@/spec/${area}/"><span>${area}</span></a></th>`
}

function row(result: CommittedResult, index: number): string {
  const { loop, version, report } = result
  const isFirst = results[index - 1]?.loop !== loop
  const span = results.filter((other) => other.loop === loop).length
  const name = isFirst
    ? `<th scope="rowgroup" rowspan="${String(span)}"><a href="@/loops/${loop}/">${escapeForVue(loop)}</a></th>`
    : ''
  const verdict = report.verdict === 'non-conformant' ? 'does not conform' : 'conforms'
  const mark = report.verdict === 'non-conformant' ? '✗' : '✓'
  const cells = areas.map((area) => cell(result, area)).join('')
  return (
    `<tr${isFirst ? ' class="first"' : ''}>${name}<th scope="row"><a href="@${reportPath(result)}">${escapeForVue(version)}</a></th>` +
    `<td class="verdict ${report.verdict}"><span aria-hidden="true" title="${verdict}">${mark}</span><span class="visually-hidden">${verdict}</span></td>${cells}</tr>`
  )
}

/** The clauses of an area, by whether the loop keeps them. A clause that is not in the report was not checked. */
export function areaStandings(
  result: CommittedResult,
  area: Area,
): Readonly<Record<Standing, readonly string[]>> {
  const standings: Record<Standing, string[]> = {
    kept: [],
    broken: [],
    lapsed: [],
    consequence: [],
    blocked: [],
    'not asked': [],
  }
  const known = standingsIn(result)
  for (const [clause, standing] of known) if (clause.startsWith(`${area}.`)) standings[standing].push(clause)
  for (const { id, area: own, withdrawn, untestable } of specification.clauses)
    if (own === area && withdrawn === undefined && untestable === undefined && !known.has(id))
      standings['not asked'].push(id)
  return standings
}

function cell(result: CommittedResult, area: Area): string {
  const standings = areaStandings(result, area)
  const { kept, broken, lapsed, consequence, blocked } = standings
  const asked = kept.length + broken.length + lapsed.length + consequence.length + blocked.length
  if (asked === 0) return `<td class="none"><span aria-label="not checked">·</span></td>`
  const worst: Standing[] = ['broken', 'lapsed', 'consequence', 'blocked', 'kept']
  const standing = worst.find((one) => standings[one].length > 0) ?? 'kept'
  const text = kept.length === asked ? String(asked) : `${String(kept.length)}/${String(asked)}`
  // A screen reader reads, and voice control accepts, the words that are visible.
  const words = `${result.loop} ${result.version}, ${area}: ${text} kept`
  return `<td class="${standing}"><a href="@${reportPath(result)}#${area}" aria-label="${words}">${text}</a></td>`
}
