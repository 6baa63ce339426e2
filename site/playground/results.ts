import { enableFilter } from '../../conformance/view/browser/filter.ts'
import { revealTarget } from '../../conformance/view/browser/reveal.ts'
import { failureView, html, reportView, type Html } from '../../conformance/view/index.ts'
import type { SettledCheck } from '../../conformance/harness/index.ts'
import { specification, type CheckResult, type Report } from '../../spec/index.ts'

/** The report, from the first failure on. */
export class Results {
  readonly #element: HTMLElement
  readonly #onPlace: (line: number) => void
  readonly #seen = new Set<string>()

  /** `onPlace` receives the line of the loop that a reader clicked. */
  constructor(element: HTMLElement, onPlace: (line: number) => void) {
    this.#element = element
    this.#onPlace = onPlace
    element.addEventListener('click', (event) => this.#click(event))
  }

  /** Before there is anything to show. */
  clear(hint = ''): void {
    this.#seen.clear()
    this.#show(html`${hint !== '' && html`<p class="pg-hint">${hint}</p>`}`)
  }

  /** The loop cannot be judged at all: why. */
  refuse(message: string): void {
    this.#show(html`<div class="lc pg-refusal" role="alert"><pre tabindex="0">${message}</pre></div>`)
  }

  /** A root cause is shown as it comes. */
  add(settled: SettledCheck): void {
    if (!('outcome' in settled) || settled.consequenceOf !== undefined) return
    const { check, outcome } = settled
    const clause = specification.byId.get(check.clause)
    const failed = outcome.status === 'fail' || outcome.status === 'hang' || outcome.status === 'crash'
    if (!failed || clause === undefined || this.#seen.has(clause.id)) return
    this.#seen.add(clause.id)
    const { level, profile } = clause
    const { ledger: _ledger, late: _late, ...rest } = outcome
    const row: CheckResult = { clause: clause.id, level, profile, situation: check.situation, ...rest }
    const view = failureView({ clause, rows: [row] }, { specification }, { open: false })
    const holder = document.createElement('div')
    holder.className = 'lc'
    holder.innerHTML = view.text
    this.#element.append(holder)
    this.#enable(holder)
  }

  /** The whole report takes the place of what came so far. What was opened stays open. */
  finish(report: Report): void {
    const opened = [...this.#element.querySelectorAll<HTMLElement>('.lc-failure[open]')].map(({ id }) => id)
    this.#show(reportView(report, { specification, headingLevel: 2 }))
    for (const id of opened) {
      const failure = this.#element.querySelector<HTMLDetailsElement>(`[id="${CSS.escape(id)}"]`)
      if (failure !== null) failure.open = true
    }
    enableFilter(this.#element)
  }

  #show(view: Html): void {
    this.#element.innerHTML = view.text
    this.#enable(this.#element)
  }

  /** A line of the loop leads to the editor. */
  #enable(root: HTMLElement): void {
    for (const place of root.querySelectorAll<HTMLElement>('.lc-place[data-line]')) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'pg-place'
      button.dataset.line = place.dataset.line ?? ''
      button.textContent = place.textContent
      place.replaceWith(button)
    }
  }

  #click(event: MouseEvent): void {
    const target = event.target as Element
    const place = target.closest<HTMLElement>('.pg-place')
    if (place !== null) this.#onPlace(Number(place.dataset.line))
    // The address of the page holds the loop: links within the report do not touch it.
    const link = target.closest<HTMLAnchorElement>('a[href^="#"]')
    if (link === null) return
    event.preventDefault()
    revealTarget(this.#element, link.hash)
  }
}
