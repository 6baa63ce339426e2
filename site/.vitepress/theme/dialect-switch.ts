/** Where the reader's choice is kept. The first lines of each page read it, so that the other words are never seen. */
const key = 'dialect'

/** Shows the switch between the words of JavaScript and those of Python, and keeps what is chosen for all pages. */
export function dialectSwitch(): void {
  for (const group of document.querySelectorAll<HTMLElement>('.dialects')) {
    const buttons = [...group.querySelectorAll<HTMLButtonElement>('button[data-dialect]')]
    group.hidden = false
    show(buttons)
    for (const button of buttons)
      button.onclick = () => {
        choose(button.dataset.dialect ?? '')
        show(buttons)
      }
  }
}

function choose(dialect: string): void {
  document.documentElement.dataset.dialect = dialect
  try {
    localStorage.setItem(key, dialect)
  } catch {
    // A browser may keep nothing. The choice then holds until the page is left.
  }
}

function show(buttons: readonly HTMLButtonElement[]): void {
  const chosen = document.documentElement.dataset.dialect === 'python' ? 'python' : 'javascript'
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.dialect === chosen))
}
