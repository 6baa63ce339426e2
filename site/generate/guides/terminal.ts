import { specification } from '../../../spec/index.ts'
import { escapeForVue } from '../html.ts'
import { clausePath } from '../links.ts'

const classes: Readonly<Record<string, string>> = {
  1: 'bold',
  2: 'dim',
  31: 'red',
  32: 'green',
  33: 'yellow',
  36: 'cyan',
}
const ends: Readonly<Record<string, readonly string[]>> = { 22: ['1', '2'], 39: ['31', '32', '33', '36'] }

const ids = new Set<string>(specification.clauses.map(({ id }) => id))

/** The output of a terminal as HTML, with the colours as classes, and each clause with the way to it. */
export function terminalHtml(output: string): string {
  const open = new Set<string>()

  const parts = output.split(/\u001B\[(\d+)m/)
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return styled(part, open)
      if (part in classes) open.add(part)
      for (const end of ends[part] ?? []) open.delete(end)
      return ''
    })
    .join('')
}

function styled(text: string, open: ReadonlySet<string>): string {
  if (text === '') return ''
  const html = escapeForVue(text).replaceAll(
    /(?<![\w'-])([a-z-]+\.[a-z]+(?:-[a-z]+)+)(?![\w'])/g,
    (id: string) => (ids.has(id) ? `<a href="@${clausePath(id)}">${id}</a>` : id),
  )
  const names = [...open].map((code) => classes[code] ?? '').join(' ')
  return names === '' ? html : `<span class="${names}">${html}</span>`
}

/** A terminal with a command and what it printed. */
export function terminal(command: string, output: string): string {
  // An empty line would end the block of HTML.
  const body = terminalHtml(output).replaceAll('\n\n', '\n&#8203;\n').replaceAll('\n\n', '\n&#8203;\n')
  return (
    `<figure class="terminal"><figcaption><span aria-hidden="true">$ </span>${escapeForVue(command)}</figcaption>` +
    `<pre tabindex="0"><code>${body}</code></pre></figure>`
  )
}
