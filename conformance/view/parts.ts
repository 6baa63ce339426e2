import type { Level, Status } from '../../spec/index.ts'
import { Html, html, type Part } from './html.ts'
import { statusSigns } from './status.ts'

/** The sign of a status, with its word for screen readers. A failed SHOULD or MAY does not have the colour of a MUST. */
export function statusMark(status: Status, level: Level): Html {
  const [sign, word] = statusSigns[status]
  return html`<span class="lc-mark lc-${status} ${level === 'MUST' ? '' : 'lc-optional'}" title="${word}"
    ><span aria-hidden="true">${sign}</span><span class="lc-hidden">${word}</span></span
  >`
}

/** A heading of the given rank, limited to 1 to 6. */
export function heading(rank: number, className: string, content: Part): Html {
  const level = Math.min(6, Math.max(1, Math.trunc(rank)))
  const [open, close] = [new Html(`<h${String(level)}`), new Html(`</h${String(level)}>`)]
  return html`${open} class="${className}">${content}${close}`
}

/** A label and its value; nothing if there is no value. */
export function fact(label: string, value: Part): Part {
  if (value === undefined || value === null || value === '' || value === false) return null
  return html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`
}

/** An address that a candidate gave is a link only if it is http or https. */
export function link(address: string): Html {
  if (!/^https?:\/\//.test(address)) return html`${address}`
  return html`<a href="${address}" rel="noreferrer noopener">${address}</a>`
}

/** A link to the clause on the same page. */
export function clauseLink(id: string): Html {
  return html`<a href="#clause-${id}"><code>${id}</code></a>`
}
