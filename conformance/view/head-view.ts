import { statuses, type LevelSummary, type Report, type Status } from '../../spec/index.ts'
import { duration } from '../report/words.ts'
import { areaScores, type VerdictWords } from '../report/verdict.ts'
import { html, type Html, type Part } from './html.ts'
import { fact, heading } from './parts.ts'
import { statusSigns } from './status.ts'

/** The candidate, the verdict, and the counts behind it. */
export function headView(report: Report, { mark, words, why }: VerdictWords, rank: number): Html {
  const { candidate, suite, environment } = report
  const name = candidate.version === null ? candidate.name : `${candidate.name} ${candidate.version}`
  const tone = mark === '✗' ? 'bad' : report.verdict === 'conformant-with-deviations' ? 'fair' : 'good'
  return html`<header class="lc-head lc-${tone}">
    <div class="lc-verdict">
      <span class="lc-seal" aria-hidden="true">${mark}</span>
      <div>
        ${heading(rank, 'lc-title', html`<span class="lc-name">${name}</span> ${words}`)}
        <p class="lc-why">${why.charAt(0).toUpperCase()}${why.slice(1)}.</p>
      </div>
    </div>
    ${countsView(report)}
    <dl class="lc-facts lc-about">
      ${fact('profiles', candidate.profiles.join(', '))} ${fact('contract', suite.spec)}
      ${fact('suite', `${suite.name} ${suite.version}`)}
      ${fact('candidate', html`<code>${candidate.entry}</code>`)}
      ${fact('ran', `${duration(report.durationMs)}, seed ${String(report.seed)}`)}
      ${fact('on', `${environment.runtime}, ${environment.platform}`)}
    </dl>
  </header>`
}

/** The order of the bars: judged checks first, skipped ones last. */
const inOrder: readonly Status[] = [
  ...(['pass', 'deviation', 'fail', 'crash', 'hang', 'consequence', 'inconclusive', 'blocked'] as const),
  ...statuses.filter((status) => status === 'untestable' || status === 'skip').reverse(),
]

/** A bar for each level that has checks, with the numbers beside it. */
function countsView({ summary }: Report): Html {
  const levels = (['must', 'should', 'may'] as const).filter((level) => total(summary[level]) > 0)
  return html`<div class="lc-counts">
    ${levels.map(
      (level) =>
        html`<div class="lc-count">
          <span class="lc-level">${level.toUpperCase()}</span>
          ${bar(summary[level])}
          <span class="lc-tally">${tally(summary[level])}</span>
        </div>`,
    )}
  </div>`
}

function bar(summary: LevelSummary): Html {
  let start = 0
  const parts = inOrder.map((status): Part => {
    const width = summary[status]
    const x = start
    start += width
    return width > 0 && html`<rect class="lc-${status}" x="${x}" y="0" width="${width}" height="1" />`
  })
  return html`<svg
    class="lc-bar"
    viewBox="0 0 ${total(summary)} 1"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${parts}
  </svg>`
}

function tally(summary: LevelSummary): Part {
  return inOrder.map(
    (status) =>
      summary[status] > 0 &&
      html`<span class="lc-part"
        ><span class="lc-dot lc-${status}" aria-hidden="true"></span>${summary[status]}
        ${statusSigns[status][1]}</span
      > `,
  )
}

function total(summary: LevelSummary): number {
  return statuses.reduce((sum, status) => sum + summary[status], 0)
}

/** One cell for each area. */
export function areasView(report: Report): Html {
  const tones = { '✗': 'fail', '!': 'deviation', '✓': 'pass', '–': 'blocked' } as const
  return html`<ul class="lc-areas">
    ${areaScores(report).map(
      ({ area, mark, score }) =>
        html`<li class="lc-area lc-${tones[mark]}">
          <a href="#area-${area}"
            ><span class="lc-sign" aria-hidden="true">${mark}</span> ${area} <small>${score}</small></a
          >
        </li>`,
    )}
  </ul>`
}
