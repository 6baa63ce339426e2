/**
 * Builds the site: `npm run docs [-- --base /somewhere/]`. The pages are generated into `dist-site/pages`, and the site is
 * built into `dist-site/html`, for any static server that serves it under the base.
 */
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { build } from 'vitepress'
import { checkLinks } from './check-links.ts'
import { apiPages } from './generate/api/api-pages.ts'
import { apiSidebar } from './generate/api/api-sidebar.ts'
import { pageFile, type Page } from './generate/page.ts'
import { sidebar } from './generate/sidebar.ts'
import { sitePages } from './generate/site-pages.ts'
import { results } from './generate/loops/standing.ts'

const { values } = parseArgs({ options: { base: { type: 'string', default: '/' } } })
const base = `/${values.base}/`.replaceAll(/\/+/g, '/')
const folder = 'dist-site'

for (const part of ['api', 'html', 'pages']) rmSync(`${folder}/${part}`, { recursive: true, force: true })
const pages = [...sitePages(), ...apiPages()]
for (const page of pages) writePage(page)
publicFiles()
const settings = {
  base,
  sidebar: sidebar(pages, apiSidebar(pages)),
  hasPlayground: pages.some(({ path: at }) => at === '/playground/'),
}
writeFileSync(`${folder}/settings.json`, JSON.stringify(settings))

await build('site')
const dead = checkLinks(`${folder}/html`, base)
if (dead.length > 0) {
  console.error(`Dangling links:\n${dead.map((link) => `  ${link}`).join('\n')}`)
  process.exit(1)
}
console.log(`${folder}/html: ${String(pages.length)} pages under ${base}, no dangling link.`)

function writePage(page: Page): void {
  const file = path.join(folder, 'pages', page.path, 'index.md')
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, pageFile(page, base))
}

/** What is served as it is: the icon, and the reports themselves. */
function publicFiles(): void {
  cpSync('site/public', `${folder}/pages/public`, { recursive: true })
  for (const { loop, run, file } of results)
    cpSync(file, `${folder}/pages/public/results/${loop}/${run}.json`)
  if (readdirSync(`${folder}/pages`).length === 0) throw new Error('No page was generated.')
}
