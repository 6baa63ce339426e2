import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sourcePath } from '../routes.ts'
import type { Page } from '../page.ts'

/** What pages of the site link to, so that every listing is the file that was tried. */
const folders = ['conformance', 'docs', 'examples', 'reference', 'scripts', 'spec', 'bench', 'site']
const endings = /\.(ts|mjs|js|py|json)$/
const leftOut = /\.generated\.ts$|\/report\.json$|node_modules|\.bench\.json$/

/** A page for each source file of the repository, and one for each folder. */
export function sourcePages(): readonly Page[] {
  return [...folders.flatMap(pagesOf), folderPage('', folders)]
}

function pagesOf(folder: string): readonly Page[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'))
  const below = entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => pagesOf(`${folder}/${name}`))
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => `${folder}/${name}`)
    .filter((file) => endings.test(file) && !leftOut.test(file))
  if (files.length + below.length === 0) return []
  const names = [...new Set([...below.map(({ path: at }) => at), ...files.map((file) => sourcePath(file))])]
    .map((at) => at.slice(sourcePath(folder).length).split('/')[0] ?? '')
    .filter((name, index, all) => name !== '' && all.indexOf(name) === index)
  return [...below, ...files.map(filePage), folderPage(folder, names)]
}

function filePage(file: string): Page {
  const text = readFileSync(file, 'utf8').trimEnd()
  const language = path.extname(file).slice(1)
  return {
    path: sourcePath(file),
    title: file,
    kind: 'source',
    markdown: `# ${crumbs(file)}\n\n~~~~${language} source\n${text}\n~~~~`,
  }
}

function folderPage(folder: string, names: readonly string[]): Page {
  const at = folder === '' ? '/source/' : sourcePath(folder)
  const items = names.map((name) => `- [${name}](${at}${name}/)`)
  return { path: at, title: folder === '' ? 'Source' : folder, kind: 'source', markdown: `# ${crumbs(folder)}\n\n${items.join('\n')}` }
}

/** The path as a heading, each part of it a link to its folder. */
function crumbs(file: string): string {
  const parts = file === '' ? [] : file.split('/')
  const links = parts.map((part, index) => `[${part}](${sourcePath(parts.slice(0, index + 1).join('/'))})`)
  return ['[source](/source/)', ...links.slice(0, -1), parts.at(-1) ?? ''].filter((part) => part !== '').join(' / ')
}
