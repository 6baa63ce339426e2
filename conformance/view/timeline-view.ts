import type { CheckResult } from '../../spec/index.ts'
import { html, type Html } from './html.ts'
import { timelineOf, type Timeline, type TimelineEvent } from './timeline.ts'

/** The trace as a table: one column for each lane, one row for each event, one band for each iteration. */
export function timelineView(row: CheckResult): Html {
  const timeline = timelineOf(row)
  if (timeline === null) return html``
  const { lanes, turns, missing } = timeline
  const caption = `What happened in “${row.situation}”, from top to bottom`
  const counted = turns.some(({ turn }) => turn !== null)
  return html`<div class="lc-timeline" role="region" tabindex="0" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col"><span class="lc-hidden">order</span></th>
          ${lanes.map((lane) => html`<th scope="col" class="lc-lane ${kindOf(lane)}">${lane}</th>`)}
        </tr>
      </thead>
      ${turns.map(
        ({ turn, events }) =>
          html`<tbody>
            ${counted && band(turn, timeline)}${events.map((event) => eventRow(event, timeline))}
          </tbody>`,
      )}
      ${missing !== null && missingRow(missing, timeline)}
    </table>
  </div>`
}

function band(turn: number | null, { lanes }: Timeline): Html {
  const name = turn === null ? 'outside of the turns' : `turn ${String(turn)}`
  return html`<tr class="lc-turn">
    <th scope="rowgroup" colspan="${lanes.length + 1}"><span>${name}</span></th>
  </tr>`
}

const remarks = { early: 'too early', late: 'expected before it', between: null } as const

function eventRow({ number, lane, label, detail, mark }: TimelineEvent, { lanes }: Timeline): Html {
  const remark = mark === null ? null : remarks[mark]
  const chip = html`<span class="lc-event"
    ><span>${label}</span>${detail !== undefined && html`<small>${detail}</small>`}${
      remark !== null && html`<strong>${remark}</strong>`
    }</span
  >`
  return html`<tr class="${mark === null ? '' : `lc-${mark}`}">
    <th scope="row">${number}</th>
    ${lanes.map((name, index) => html`<td class="${kindOf(name)}">${index === lane && chip}</td>`)}
  </tr>`
}

function missingRow(label: string, { lanes }: Timeline): Html {
  const words = html`<span class="lc-event"
    ><span>${label}</span><strong>was expected before it, and never happened</strong></span
  >`
  return html`<tbody>
    <tr class="lc-late">
      <th scope="row">–</th>
      <td colspan="${lanes.length}">${words}</td>
    </tr>
  </tbody>`
}

function kindOf(lane: string): string {
  return `lc-${lane.startsWith('task') ? 'tasks' : lane}`
}
