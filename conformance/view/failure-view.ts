import type { CheckResult } from '../../spec/index.ts'
import { actualOf, type Failure } from '../report/failures.ts'
import { labelsOf } from '../report/labels.ts'
import { count } from '../report/words.ts'
import { html, type Html, type Part } from './html.ts'
import { clauseLink, fact, statusMark } from './parts.ts'
import { prose } from './prose.ts'
import { statusOf, statusSigns } from './status.ts'
import { timelineView } from './timeline-view.ts'
import type { ViewContext } from './view-context.ts'

export interface FailureOptions {
  readonly open: boolean
  /** What is not kept because of it: by clause, the row that says it. */
  readonly consequences?: ReadonlyMap<string, CheckResult>
  /** What is not tried because of it, by clause. */
  readonly blocked?: ReadonlyMap<string, CheckResult>
}

/** A clause that is not kept: its text and intent, and the evidence of each check that failed. */
export function failureView(
  { clause, rows }: Failure,
  context: ViewContext,
  { open, consequences = none, blocked = none }: FailureOptions,
): Html {
  const [first, ...others] = rows
  const status = statusOf(rows)
  return html`<details
    class="lc-failure lc-${status} ${clause.level === 'MUST' ? '' : 'lc-optional'}"
    id="failure-${clause.id}"
    data-clause="${clause.id}"
    ${open && html`open`}
  >
    <summary>
      ${statusMark(status, clause.level)}
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
      ${foldedView(consequences, 'not kept because of this')}
      ${foldedView(blocked, 'not judged because of this')}
    </div>
  </details>`
}

/** One check that failed. */
export function situationView(row: CheckResult, { folder }: ViewContext): Html {
  const texts = labelsOf(row, folder)
  const { location } = texts
  const line = /:(\d+)(?::\d+)?$/.exec(location ?? '')?.[1]
  const labelled = (label: keyof typeof texts, value: Part): Part => fact(label, value)
  return html`<section class="lc-situation">
    <p class="lc-situation-name"><span class="lc-label">situation</span> ${texts.situation}</p>
    ${
      row.expected !== undefined &&
      html`<div class="lc-beside">
        <div class="lc-expected">
          <span class="lc-label">expected</span>
          <p>${texts.expected}</p>
        </div>
        <div class="lc-actual">
          <span class="lc-label">actual</span>
          <p>${shortActual(row)}</p>
        </div>
      </div>`
    }
    ${row.expected === undefined && row.message !== undefined && html`<p>${row.message}</p>`}
    ${programView(row)} ${timelineView(row)}
    <dl class="lc-facts">
      ${labelled('how often', texts['how often'])} ${labelled('program', texts.program)}
      ${labelled('location', location !== undefined && html`<code class="lc-place" data-line="${line}">${location}</code>`)}
      ${labelled('hint', texts.hint)} ${fact('deviation', row.deviation?.reason)}
      ${labelled('rerun', row.rerun !== undefined && html`<code class="lc-command">${row.rerun}</code>`)}
    </dl>
  </section>`
}

/** The program that showed the failure, to be copied. */
function programView({ program }: CheckResult): Part {
  if (program === undefined) return null
  return html`<details class="lc-more">
    <summary>the program, to be saved and run</summary>
    <pre class="lc-program"><code>${program.text}</code></pre>
  </details>`
}

const none: ReadonlyMap<string, CheckResult> = new Map()

function foldedView(clauses: ReadonlyMap<string, CheckResult>, why: string): Part {
  if (clauses.size === 0) return null
  return html`<details class="lc-more lc-waiting">
    <summary>${count(clauses.size, 'clause')} ${why}</summary>
    <ul>
      ${[...clauses].map(([id, { message }]) => html`<li>${clauseLink(id)} ${message}</li>`)}
    </ul>
  </details>`
}

/** The expected order is shown beside the actual order; for other failures the message may say more. */
function shortActual(row: CheckResult): string | undefined {
  const { violatedEdge, actual } = row
  return violatedEdge !== undefined && actual !== undefined && actual.length < longestOrder
    ? actual
    : actualOf(row)
}

/** In characters. */
const longestOrder = 400
