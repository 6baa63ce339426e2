/**
 * The filter of the overview of loops: interpreter, kind, and whether every MUST of the core is kept. What is chosen
 * is in the address: `/loops/?python=3.13&core=not-kept&open`.
 */
export function filterLoops(): void {
  const form = document.querySelector<HTMLFormElement>('#filter-loops')
  if (form === null) return
  if (form.hidden) {
    form.hidden = false
    choose(form, new URLSearchParams(location.search))
    form.onchange = (event) => {
      if ((event.target as HTMLInputElement).name === 'open') openAll(form)
      else show(form)
      keep(form)
    }
    form.onsubmit = () => false
    rowsOpen()
    openAll(form)
  }
  show(form)
}

interface Choice {
  readonly python: HTMLSelectElement
  readonly kind: HTMLSelectElement
  readonly core: HTMLSelectElement
  readonly open: HTMLInputElement
}

function choiceOf(form: HTMLFormElement): Choice {
  const named = (name: string): Element | RadioNodeList | null => form.elements.namedItem(name)
  return {
    python: named('python') as HTMLSelectElement,
    kind: named('kind') as HTMLSelectElement,
    core: named('core') as HTMLSelectElement,
    open: named('open') as HTMLInputElement,
  }
}

function choose(form: HTMLFormElement, address: URLSearchParams): void {
  const { python, kind, core, open } = choiceOf(form)
  for (const select of [python, kind, core]) {
    const wanted = address.get(select.name) ?? ''
    if ([...select.options].some(({ value }) => value === wanted)) select.value = wanted
  }
  open.checked = address.has(open.name)
}

/** Writes the choice into the address, so that it can be shared, and is there after going back. */
function keep(form: HTMLFormElement): void {
  const { python, kind, core, open } = choiceOf(form)
  const chosen = [python, kind, core]
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${value}`)
  const search = [...chosen, ...(open.checked ? [open.name] : [])].join('&')
  history.replaceState(history.state, '', `${location.pathname}${search === '' ? '' : `?${search}`}`)
}

function show(form: HTMLFormElement): void {
  const { python, kind, core } = choiceOf(form)
  let loops = 0
  let keeping = 0
  for (const body of document.querySelectorAll<HTMLElement>('tbody.loop')) {
    const rows = [...body.querySelectorAll<HTMLElement>('tr[data-python]')]
    const row = rows.find(({ dataset }) => python.value === '' || dataset.python === python.value)
    const isOfKind = kind.value === '' || body.dataset.kind === kind.value
    const keepsCore = row?.dataset.keepsCore !== undefined
    if (row !== undefined && isOfKind && body.dataset.living !== undefined) {
      loops++
      if (keepsCore) keeping++
    }
    body.hidden =
      row === undefined || !isOfKind || (core.value !== '' && keepsCore !== (core.value === 'kept'))
    for (const other of rows) other.hidden = other !== row
    for (const item of body.querySelectorAll<HTMLElement>('li[data-python]'))
      item.hidden = !item.dataset.python?.split(' ').includes(row?.dataset.python ?? '')
  }
  for (const group of document.querySelectorAll<HTMLElement>('tbody.group')) group.hidden = isEmpty(group)
  const output = form.querySelector('output')
  if (output !== null)
    output.textContent = `${String(keeping)} of ${String(loops)} living loops keep every MUST of the core.`
}

/** Whether no loop is shown between this heading and the next. */
function isEmpty(group: Element): boolean {
  let next = group.nextElementSibling
  while (next !== null && !next.classList.contains('group')) {
    if (!(next as HTMLElement).hidden) return false
    next = next.nextElementSibling
  }
  return true
}

function openAll(form: HTMLFormElement): void {
  const { open } = choiceOf(form)
  for (const details of document.querySelectorAll<HTMLDetailsElement>('tbody.loop details'))
    details.open = open.checked
}

/** A click anywhere on a row opens it. */
function rowsOpen(): void {
  for (const row of document.querySelectorAll<HTMLElement>('tbody.loop tr[data-python]'))
    row.onclick = ({ target }) => {
      if ((target as Element).closest('a, summary') !== null) return
      const details = row.querySelector('details')
      if (details !== null) details.open = !details.open
    }
}
