import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Every link of the finished site that leads nowhere: a page or file that is not there, or an anchor that its page lacks. */
export function checkLinks(folder: string, base: string): readonly string[] {
  const pages = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.html'))
      .map((name) => [name.replaceAll(path.sep, '/'), readFileSync(path.join(folder, name), 'utf8')]),
  )
  const anchors = new Map([...pages].map(([name, html]) => [name, idsIn(html)]))
  const dead = new Set<string>()
  for (const [name, html] of pages)
    for (const link of linksIn(html)) {
      const problem = problemOf(link, name)
      if (problem !== undefined) dead.add(`${name}: ${link} (${problem})`)
    }
  return [...dead]

  function problemOf(link: string, from: string): string | undefined {
    const url = new URL(link, `https://here${base}${from}`)
    if (url.host !== 'here') return undefined
    if (!url.pathname.startsWith(base)) return 'outside of the base'
    const target = decodeURIComponent(url.pathname.slice(base.length))
    const file = target === '' || target.endsWith('/') ? `${target}index.html` : target
    const ids = anchors.get(file)
    if (ids === undefined) return existsSync(path.join(folder, file)) ? undefined : 'no such page'
    const anchor = decodeURIComponent(url.hash.slice(1))
    return anchor === '' || ids.has(anchor) ? undefined : 'no such anchor'
  }
}

function linksIn(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map(([, link = '']) => unescape(link))
}

function idsIn(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => unescape(id)))
}

function unescape(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
