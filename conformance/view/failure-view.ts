import type { CheckResult, Clause } from '../../spec/index.ts'
import { happened, howOften, type Failure } from '../reporters/failures.ts'
import { count } from '../reporters/words.ts'
import { html, type Html, type Part } from './html.ts'
import { clauseLink, fact, statusMark } from './parts.ts'
import { prose } from './prose.ts'
import { statusOf, statusSigns } from './status.ts'
import { timelineView } from './timeline-view.ts'
import type { ViewContext } from './view-context.ts'

export interface FailureOptions {
  readonly open: boolean
  /** The clauses that wait for this one. */
  readonly blocked?: readonly Clause[]
}

/** A clause that is not kept: what it says and why, what was due beside what happened, and what ran when. */
export function failureView(
  { clause, rows }: Failure,
  context: ViewContext,
  { open, blocked = [] }: FailureOptions,
): Html {
  const [first, ...others] = rows
  const status = statusOf(rows)
  return html`<details
    class="lc-failure lc-${status}"
    id="failure-${clause.id}"
    data-clause="${clause.id}"
    ${open && html`open`}
  >
    <summary>
      ${statusMark(status)}
      <span class="lc-summary">
        <code class="lc-id">${clause.id}</code>
        <span class="lc-badge">${clause.level}</span>
        ${status !== 'fail' && html`<span class="lc-badge">${statusSigns[status][1]}</span>`}
        <span class="lc-message">${first.message ?? first.actual ?? status}</span>
      </span>
    </summary>
    <div class="lc-body">
      <div class="lc-clause">
        ${prose(clause.text)}${clause.intent !== '' && html`<div class="lc-intent">${prose(clause.intent)}</div>`}
      </div>
      ${situationView(first, context)}
      ${
        others.length > 0 &&
        html`<details class="lc-more">
          <summary>also in ${count(others.length, 'situation')}</summary>
          ${others.map((row) => situationView(row, context))}
        </details>`
      }
      ${blockedView(blocked)}
    </div>
  </details>`
}

/** One check that failed. */
export function situationView(row: CheckResult, { placeOf = ({ at }) => at }: ViewContext): Html {
  const place = placeOf(row)
  const line = /:(\d+)(?::\d+)?$/.exec(place ?? '')?.[1]
  return html`<section class="lc-situation">
    <p class="lc-situation-name"><span class="lc-label">checked</span> ${row.situation}</p>
    ${
      row.expected !== undefined &&
      html`<div class="lc-beside">
        <div class="lc-due">
          <span class="lc-label">due</span>
          <p>${row.expected}</p>
        </div>
        <div class="lc-happened">
          <span class="lc-label">happened</span>
          <p>${whatHappened(row)}</p>
        </div>
      </div>`
    }
    ${row.expected === undefined && row.message !== undefined && html`<p>${row.message}</p>`}
    ${timelineView(row)}
    <dl class="lc-facts">
      ${fact('line', place !== undefined && html`<code class="lc-place" data-line="${line}">${place}</code>`)}
      ${fact('look at', row.hint)} ${fact('how often', howOften(row))}
      ${fact('declared', row.deviation?.reason)}
      ${fact('again', row.rerun !== undefined && html`<code class="lc-command">${row.rerun}</code>`)}
    </dl>
  </section>`
}

function blockedView(blocked: readonly Clause[]): Part {
  if (blocked.length === 0) return null
  return html`<details class="lc-more lc-waiting">
    <summary>${count(blocked.length, 'clause')} could not be judged until this is repaired</summary>
    <ul>
      ${blocked.map(({ id }) => html`<li>${clauseLink(id)}</li>`)}
    </ul>
  </details>`
}

/** Beside the order that was due stands the order that was. */
function whatHappened(row: CheckResult): string | undefined {
  const { violatedEdge, actual } = row
  return violatedEdge !== undefined && actual !== undefined && actual.length < longestOrder
    ? actual
    : happened(row)
}

/** In characters. */
const longestOrder = 400
