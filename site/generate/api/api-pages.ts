import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { linkClauses } from '../links.ts'
import type { Page } from '../page.ts'
import { apiOverview, entries } from './api-overview.ts'

const folder = 'dist-site/api'

/** The reference of the public entries, which TypeDoc writes from the types and their comments. */
export function apiPages(): readonly Page[] {
  const command = ['node_modules/typedoc/bin/typedoc', '--options', 'site/typedoc.json']
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`TypeDoc failed:\n${stdout}${stderr}`)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
  return [apiOverview(), ...files.sort().map(apiPage)]
}

function apiPage(name: string): Page {
  const text = readFileSync(path.join(folder, name), 'utf8')
  const [, heading = name] = /^# (.*)$/m.exec(text) ?? []
  const entry = entries.find(({ module }) => name === `${module}/README.md`)
  const title = (entry?.specifier ?? heading.replace(/^[A-Z][a-z]+(?: [a-z]+)?: /, '')).replaceAll('\\', '')
  const about = entry === undefined ? '' : `\n${entry.about}\n\n\`\`\`ts\n${entry.example}\n\`\`\`\n`
  const markdown = relinked(text, name)
    .replace(/^# .*$/m, (line) => (entry === undefined ? line : `# \`${title}\`\n${about}`))
    .replace(/^## References\n[\s\S]*/m, reexports)
  return { path: apiPath(name), title: title.replace(/<.*/, ''), markdown: linkClauses(markdown) }
}

/** `spec/interfaces/EventLoop.md` is found at `/api/spec/interfaces/EventLoop/`. */
function apiPath(name: string): string {
  return `/api/${name.replace(/README\.md$/, '').replace(/\.md$/, '/')}`
}

function relinked(markdown: string, from: string): string {
  const folderOf = path.posix.dirname(from)
  return markdown
    .replaceAll(/\]\((?!https?:)([^)\s#]+\.md)(#[^)]*)?\)/g, (_link, target: string, anchor = '') => {
      return `](${apiPath(path.posix.join(folderOf, target))}${String(anchor)})`
    })
    .replaceAll(/\(clause ([a-z-]+\.[a-z-]+)\)/g, '(clause `$1`)')
}

/** TypeDoc gives each name that comes from another entry a section of its own. */
function reexports(section: string): string {
  const links = [...section.matchAll(/e-exports (\[.*?\]\(.*?\))/g)].map(([, link = '']) => link)
  return `## Exported as well\n\n${links.join(', ')}\n`
}
