import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { linkClauses, linkIssues } from './links.ts'

/** The guides in reading order: their file in `docs/` without its extension, and their path on the site. */
export const guides: Readonly<Record<string, string>> = {
  'test-your-loop': '/guide/test-your-loop/',
  'write-a-loop': '/guide/write-a-loop/',
  'another-scheduler': '/guide/another-scheduler/',
  python: '/guide/python/',
  'gui-loops': '/guide/gui-loops/',
  'loop-in-a-framework': '/guide/loop-in-a-framework/',
  'advanced-clock': '/guide/advanced-clock/',
  'what-the-kit-calls': '/guide/what-the-kit-calls/',
  'write-a-task-in-python': '/guide/write-a-task-in-python/',
  'contract-history': '/guide/contract-history/',
  adapter: '/guide/adapter/',
  'write-a-task': '/guide/write-a-task/',
  'how-it-works': '/guide/how-it-works/',
  'from-asyncio': '/guide/from-asyncio/',
  differences: '/guide/differences/',
  'read-a-report': '/guide/read-a-report/',
  'declare-a-deviation': '/guide/declare-a-deviation/',
  baseline: '/guide/baseline/',
  'continuous-integration': '/guide/continuous-integration/',
  'what-a-report-proves': '/guide/what-a-report-proves/',
  'real-loop-bugs': '/guide/real-loop-bugs/',
  'network-behaviours': '/guide/network-behaviours/',
}

const places: Readonly<Record<string, string>> = {
  'README.md': '/',
  'CHANGELOG.md': '/changelog/',
  'spec/clauses': '/spec/',
  'spec/interfaces': '/api/',
  'spec/not-carried-over': '/spec/not-carried-over/',
  'spec/asyncio-rules.md': '/spec/asyncio-rules/',
  'spec/terms.md': '/spec/terms/',
  'spec/hooks/hooks.json': '/spec/private-contract/',
  'docs/how-we-know.md': '/evidence/',
  'docs/strange-faults.md': '/evidence/strange/',
  loops: '/loops/',
  'loops/README.md': '/loops/how-they-are-judged/',
  'docs/contributing.md': '/contributing/',
  'docs/style.md': '/style/',
  'docs/the-original-page.md': '/the-original-page/',
  'docs/decisions': '/decisions/',
}

/** Sections of a file that have a page of their own on the site. */
const sections: Readonly<Record<string, string>> = {
  'docs/how-we-know.md#the-kill-table': '/evidence/kill-table/',
  'docs/how-we-know.md#generated-programs': '/evidence/cross-check/',
  'docs/how-we-know.md#the-mutants-of-the-reference': '/evidence/mutants/',
  'docs/how-we-know.md#strange-faults': '/evidence/strange/',
  'docs/how-we-know.md#loops-that-conform-under-load': '/evidence/soak/',
  'docs/how-we-know.md#loops-that-conform-with-many-programs': '/evidence/many-programs/',
  'docs/how-we-know.md#large-amounts': '/evidence/large-amounts/',
  'docs/how-we-know.md#javascripts-own-clauses': '/spec/javascript-own/',
}

const patterns: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^docs\/([a-z-]+)\.md$/, (guide) => guides[guide] ?? ''],
  [/^docs\/decisions\/([a-z-]+)\.md$/, (name) => `/decisions/${name}/`],
  [/^spec\/clauses\/([a-z-]+)\.md$/, (area) => `/spec/${area}/`],
  [/^spec\/not-carried-over\/([a-z-]+)\.md$/, (area) => `/spec/${area}/#not-carried-over`],
  [/^loops\/([^/]+)\/deviations\.md$/, (loop) => `/loops/${loop}/`],
  [/^loops\/([^/]+)\/results\/[^/]+\.json$/, (loop) => `/loops/${loop}/#history`],
]

/** Where a file or folder of the repository is found on the site. */
export function sitePath(file: string): string {
  const place = places[file]
  if (place !== undefined) return place
  for (const [pattern, make] of patterns) {
    const match = pattern.exec(file)
    const made = match === null ? '' : make(...match.slice(1))
    if (made !== '') return made
  }
  return sourcePath(file)
}

/** The page that lists a source file, or the files of a folder. */
export function sourcePath(file: string, line?: number): string {
  return `/source/${file}/${line === undefined ? '' : `#l${String(line)}`}`
}

/**
 * The prose of a page of the repository, with its links leading to pages of the site, and its clauses and issues linked.
 * Blocks of code stay as they are. Throws for a link that leads nowhere.
 */
export function relink(markdown: string, from: string): string {
  return markdown
    .split(/(^```[\s\S]*?^```$|^(?: {4}.*\n)+)/m)
    .map((part, index) => (index % 2 === 1 ? part : linkIssues(linkClauses(relinkProse(part, from)))))
    .join('')
}

function relinkProse(prose: string, from: string): string {
  return prose.replaceAll(
    /\]\((?!https?:|\/)([^)\s#]*)(#[^)\s]*)?\)/g,
    (link: string, target: string, anchor = '') => {
      const file = target === '' ? from : path.posix.join(path.posix.dirname(from), target).replace(/\/$/, '')
      const section = sections[file + String(anchor)]
      if (section !== undefined) return `](${section})`
      if (target === '') return link
      if (!existsSync(file)) throw new Error(`${from} links to ${target}, which does not exist.`)
      const isFolder = statSync(file).isDirectory() && !(file in places)
      const place =
        isFolder && existsSync(`${file}/index.ts`) ? sourcePath(`${file}/index.ts`) : sitePath(file)
      return `](${place.includes('#') ? place : place + String(anchor)})`
    },
  )
}
