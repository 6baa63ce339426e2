import { areas, type Area } from '../../../spec/index.ts'
import { readNotJudged, type NotJudged } from '../../../scripts/results/loop-record.ts'
import { escapeForVue } from '../html.ts'
import { inlineHtml } from '../inline.ts'
import type { Page } from '../page.ts'
import { filterForm } from './filter-form.ts'
import { isLiving, isOfAsyncio, judgedLoops, type JudgedLoop } from './judged-loop.ts'
import { notKeptIn } from './not-kept.ts'
import { overviewRows } from './overview-rows.ts'

/** The columns before those of the areas, and the one behind them. */
const otherColumns = 5

const groups: readonly (readonly [string, (loop: JudgedLoop) => boolean])[] = [
  ['Alive, with a release since the middle of 2025', isLiving],
  ['asyncio, and variants of it', isOfAsyncio],
  ['Without a release since the middle of 2025', (loop) => !isLiving(loop) && !isOfAsyncio(loop)],
]

/** Every judged loop by area: a row a loop, for its newest version on its newest interpreter. */
export function overviewPage(): Page {
  return {
    path: '/loops/',
    title: 'Loops',
    description: 'Which real event loops of Python keep which part of the contract.',
    kind: 'wide',
    markdown: `# Loops

Real event loops of Python, each in its newest version. ▸ opens what a loop does otherwise than asyncio. Its name leads to its page,
with programs that show it, older versions, and the command that judges it. [How they are judged](/loops/how-they-are-judged/).

${filterForm(judgedLoops)}
<div class="matrix-scroll" tabindex="0" role="region" aria-label="Loops by area">
<table class="matrix loops-by-area">
<thead><tr><th scope="col">loop</th><th scope="col">verdict</th><th scope="col" class="level"><span>MUST not kept</span></th><th scope="col" class="level"><span>SHOULD not kept</span></th>${areas.map(head).join('')}<th scope="col">judged</th></tr></thead>
${groups.map(group).join('\n')}
</table>
</div>

<p class="key"><span class="kept">✓ keeps all</span> <span class="broken">M2: 2 MUST not kept</span> <span class="lapsed">S1: 1 SHOULD not kept</span>
<span class="blocked">– not judged, because another clause is not kept</span> <span class="none">· not asked</span></p>

*Core only*: the loop keeps every MUST of the core, but not of the other profiles that it claims, such as real connections. What follows from
a clause that is not kept is not counted again.

${notJudged(readNotJudged())}`,
  }
}

function head(area: Area): string {
  return `<th scope="col" class="area"><a href="@/spec/${area}/"><span>${area}</span></a></th>`
}

function group([title, belongs]: (typeof groups)[number]): string {
  const loops = judgedLoops.filter(belongs).sort(bestFirst)
  if (loops.length === 0) return ''
  const heading = `<tbody class="group"><tr><th scope="rowgroup" colspan="${String(areas.length + otherColumns)}"><span>${title}</span></th></tr></tbody>`
  return [heading, ...loops.map(overviewRows)].join('\n')
}

/** The loops that keep most of the contract come first. */
function bestFirst(a: JudgedLoop, b: JudgedLoop): number {
  const [one, other] = [notKeptIn(a.results[0]), notKeptIn(b.results[0])]
  return Number(other.keepsCore) - Number(one.keepsCore) || one.must - other.must || one.should - other.should
}

function notJudged(loops: readonly NotJudged[]): string {
  if (loops.length === 0) return ''
  const rows = loops.map(({ name, repository, why }) => {
    const text = escapeForVue(name)
    const title = repository === undefined ? text : `<a href="${escapeForVue(repository)}">${text}</a>`
    return `<tr><th scope="row">${title}</th><td>${inlineHtml(why)}</td></tr>`
  })
  return `## Not judged

Loops that cannot be had here, and packages that are not loops of their own.

<table class="not-judged"><thead><tr><th scope="col">loop</th><th scope="col">why</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
`
}
