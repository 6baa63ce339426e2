import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { sourcePath } from '../routes.ts'
import type { Page } from '../page.ts'

const endings = /\.(ts|mjs|js|py|json)$/

/** A page for each source file that the given pages lead to, and one for each folder on the way, to its files there. */
export function sourcePages(pages: readonly Page[]): readonly Page[] {
  const files = linkedFiles(pages)
  const folders = new Set(['', ...files.flatMap(foldersOf)])
  return [...files.map(filePage), ...[...folders].sort().map((folder) => folderPage(folder, files))]
}

/** A link to a folder is one to each file in it. */
function linkedFiles(pages: readonly Page[]): readonly string[] {
  const targets = pages.flatMap(({ markdown }) =>
    [...markdown.matchAll(/[("]@?\/source\/([^)"\s#]+)\//g)].map(([, target = '']) => target),
  )
  return [...new Set(targets)]
    .flatMap(filesIn)
    .filter((file, index, all) => all.indexOf(file) === index)
    .sort()
}

function filesIn(target: string): readonly string[] {
  if (statSync(target).isFile()) return [target]
  const names = readdirSync(target, { recursive: true, encoding: 'utf8' }).map((name) =>
    path.posix.join(target, name),
  )
  return names.filter((name) => endings.test(name))
}

function foldersOf(file: string): readonly string[] {
  const folder = path.posix.dirname(file)
  return folder === '.' ? [] : [folder, ...foldersOf(folder)]
}

function filePage(file: string): Page {
  const text = readFileSync(file, 'utf8').trimEnd()
  return {
    path: sourcePath(file),
    title: file,
    kind: 'source',
    markdown: `# ${crumbs(file)}\n\n~~~~${path.extname(file).slice(1)} source\n${text}\n~~~~`,
  }
}

function folderPage(folder: string, files: readonly string[]): Page {
  const prefix = folder === '' ? '' : `${folder}/`
  const inside = files.filter((file) => file.startsWith(prefix)).map((file) => file.slice(prefix.length))
  const names = [...new Set(inside.map((name) => name.split('/')[0] ?? ''))]
  const at = folder === '' ? '/source/' : sourcePath(folder)
  const items = names.map((name) => `- [${name}](${at}${name}/)`)
  return {
    path: at,
    title: folder === '' ? 'Source' : folder,
    kind: 'source',
    markdown: `# ${crumbs(folder)}\n\n${items.join('\n')}`,
  }
}

/** The path as a heading, each part of it a link to its folder. */
function crumbs(file: string): string {
  const parts = file === '' ? [] : file.split('/')
  const links = parts.map((part, index) => `[${part}](${sourcePath(parts.slice(0, index + 1).join('/'))})`)
  return ['[source](/source/)', ...links.slice(0, -1), parts.at(-1) ?? '']
    .filter((part) => part !== '')
    .join(' / ')
}
