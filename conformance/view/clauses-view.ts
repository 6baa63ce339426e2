import {
  levels,
  type CheckResult,
  type Clause,
  type Report,
  type Specification,
  type Status,
} from '../../spec/index.ts'
import { html, type Html, type Part } from './html.ts'
import { clauseLink, fact, heading, link, statusMark } from './parts.ts'
import { inline, prose } from './prose.ts'
import { statusOf, statusSigns } from './status.ts'

interface Judged {
  readonly clause: Clause
  readonly rows: readonly CheckResult[]
  readonly status: Status
}

/** Every clause of the report by area, with the status of each of its checks, and a filter above. */
export function clausesView(report: Report, { clauses }: Specification, rank: number): Html {
  const judged = clauses.flatMap((clause): Judged[] => {
    const rows = report.results.filter((row) => row.clause === clause.id)
    return rows.length === 0 ? [] : [{ clause, rows, status: statusOf(rows) }]
  })
  const areas = [...new Set(judged.map(({ clause }) => clause.area))]
  return html`<section class="lc-clauses" id="clauses">
    ${heading(rank, 'lc-section', 'All clauses')} ${filterView(judged)}
    ${areas.map((area) => {
      const here = judged.filter(({ clause }) => clause.area === area)
      return html`<section class="lc-area-clauses" id="area-${area}">
        ${heading(rank + 1, 'lc-area-name', area)}
        <div>${here.map(clauseView)}</div>
      </section>`
    })}
  </section>`
}

/** Hidden until the script of the page enables it. */
function filterView(judged: readonly Judged[]): Html {
  const found = new Set(judged.map(({ status }) => status))
  const inUse = Object.entries(statusSigns).filter(([status]) => found.has(status as Status))
  const levelsInUse = levels.filter((level) => judged.some(({ clause }) => clause.level === level))
  return html`<form class="lc-filter" hidden>
    <label class="lc-search">
      <span class="lc-hidden">Only clauses with this text</span>
      <input type="search" name="text" placeholder="text in id, clause or situation" autocomplete="off" />
    </label>
    <fieldset>
      <legend class="lc-hidden">Only with this status</legend>
      ${inUse.map(([status, [sign, word]]) => choice('status', status, html`<span aria-hidden="true">${sign}</span> ${word}`))}
    </fieldset>
    <fieldset>
      <legend class="lc-hidden">Only of this level</legend>
      ${levelsInUse.map((level) => choice('level', level, level))}
    </fieldset>
    <output class="lc-found" aria-live="polite">${judged.length} clauses</output>
  </form>`
}

function choice(name: string, value: string, label: Part): Html {
  return html`<label class="lc-choice lc-${value}"
    ><input type="checkbox" name="${name}" value="${value}" /><span>${label}</span></label
  >`
}

function clauseView({ clause, rows, status }: Judged): Html {
  const { id, level, profile, text, intent, source, requires } = clause
  return html`<details class="lc-clause-row" id="clause-${id}" data-status="${status}" data-level="${level}">
    <summary>
      ${statusMark(status, level)}
      <code class="lc-id">${id}</code>
      <span class="lc-badge">${level}</span>
      <span class="lc-gist">${inline(text)}</span>
    </summary>
    <div class="lc-body">
      <div class="lc-clause">
        ${prose(text)}${intent !== '' && html`<div class="lc-intent">${prose(intent)}</div>`}
      </div>
      <dl class="lc-facts">
        ${fact('profile', profile)} ${fact('source', inline(source))}
        ${fact('requires', requires.length > 0 && requires.map((required) => html`${clauseLink(required)} `))}
      </dl>
      <ul class="lc-checks">
        ${rows.map(checkView)}
      </ul>
    </div>
  </details>`
}

function checkView(row: CheckResult): Html {
  const { status, level, situation, message, consequenceOf, blockedBy, deviation, clause } = row
  const failed = status === 'fail' || status === 'hang' || status === 'crash'
  return html`<li>
    ${statusMark(status, level)}
    <span>
      ${situation}${message !== undefined && html`<small>${message}</small>`}
      ${consequenceOf !== undefined && html`<small>consequence of ${clauseLink(consequenceOf)}</small>`}
      ${blockedBy !== undefined && html`<small>blocked by ${clauseLink(blockedBy)}</small>`}
      ${deviation !== undefined && html`<small>deviation: ${deviation.reason} ${deviation.issue && link(deviation.issue)}</small>`}
      ${failed && html`<small><a href="#failure-${clause}">details</a></small>`}
    </span>
  </li>`
}
