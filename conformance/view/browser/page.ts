/** The script of a report that is a page of its own. Without it everything can be read, but not filtered. */
import { enableFilter } from './filter.ts'
import { revealTarget } from './reveal.ts'

const themeKey = 'loop-conformance-theme'

enableFilter(document)
window.addEventListener('hashchange', () => revealTarget(document, location.hash))
revealTarget(document, location.hash)
enableTheme()
enableDownload()
window.addEventListener('beforeprint', () => {
  for (const failure of document.querySelectorAll<HTMLDetailsElement>('.lc-failure')) failure.open = true
})

function enableTheme(): void {
  const button = document.querySelector<HTMLButtonElement>('#theme')
  if (button === null) return
  const prefersDark = matchMedia('(prefers-color-scheme: dark)')
  const isDark = (): boolean =>
    (document.documentElement.dataset.theme ?? (prefersDark.matches ? 'dark' : 'light')) === 'dark'
  const show = (): void => {
    button.textContent = isDark() ? 'Light' : 'Dark'
    button.setAttribute('aria-label', isDark() ? 'Use light colours' : 'Use dark colours')
  }
  const kept = stored()
  if (kept === 'dark' || kept === 'light') document.documentElement.dataset.theme = kept
  button.hidden = false
  button.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark'
    document.documentElement.dataset.theme = theme
    try {
      localStorage.setItem(themeKey, theme)
    } catch {
      // A page that is a local file may not be allowed to store anything.
    }
    show()
  })
  prefersDark.addEventListener('change', show)
  show()
}

function stored(): string | null {
  try {
    return localStorage.getItem(themeKey)
  } catch {
    return null
  }
}

/** The page contains the report as data, so that everybody who has the page can compare or verify it. */
function enableDownload(): void {
  const button = document.querySelector<HTMLButtonElement>('#download')
  const data = document.querySelector('#report')?.textContent
  if (button === null || data === undefined) return
  button.hidden = false
  button.addEventListener('click', () => {
    const text = `${JSON.stringify(JSON.parse(data), null, 2)}\n`
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
    link.download = 'report.json'
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 1000)
  })
}
