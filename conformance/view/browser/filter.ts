/** Enables the filter above the clauses. Call it once, when the report is in the page. */
export function enableFilter(root: ParentNode): void {
  const form = root.querySelector<HTMLFormElement>('.lc-filter')
  if (form === null) return
  form.hidden = false
  const apply = (): void => {
    const { shown, all } = applyFilter(root, new FormData(form))
    const output = form.querySelector('output')
    if (output !== null)
      output.textContent =
        shown === all ? `${String(all)} clauses` : `${String(shown)} of ${String(all)} clauses`
  }
  form.addEventListener('input', apply)
  form.addEventListener('submit', (event) => event.preventDefault())
  // The browser restores the typed text when the user goes back to the page.
  apply()
}

function applyFilter(root: ParentNode, data: FormData): { shown: number; all: number } {
  const text = data.get('text')
  const words = (typeof text === 'string' ? text : '').toLowerCase().split(/\s+/)
  const [statuses, levels] = [data.getAll('status'), data.getAll('level')]
  let shown = 0
  const rows = root.querySelectorAll<HTMLElement>('.lc-clause-row')
  for (const row of rows) {
    const { status = '', level = '' } = row.dataset
    const parts = row.querySelectorAll<HTMLElement>('summary, .lc-checks')
    const content = [...parts].map((part) => part.textContent.toLowerCase()).join('\n')
    row.hidden =
      !words.every((word) => content.includes(word)) ||
      (statuses.length > 0 && !statuses.includes(status)) ||
      (levels.length > 0 && !levels.includes(level))
    if (!row.hidden) shown++
  }
  for (const area of root.querySelectorAll<HTMLElement>('.lc-area-clauses'))
    area.hidden = area.querySelector('.lc-clause-row:not([hidden])') === null
  return { shown, all: rows.length }
}
